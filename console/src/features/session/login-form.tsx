import { Button, PasswordInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Advice } from '@/components/advice';
import { Icon } from '@/components/icon';
import { Logo } from '@/components/logo';
import { ApiError } from '@/lib/api-error';
import { takeCode } from './console-link';
import { useLogin } from './use-login';
import classes from './login-form.module.css';

type Props = { onLoggedIn: () => void };

export function LoginForm({ onLoggedIn }: Props) {
  const [apiKey, setApiKey] = useState('');
  const [malformed, setMalformed] = useState<string | null>(null);
  const login = useLogin(onLoggedIn);
  const { mutate } = login;
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => field.current?.focus(), []);

  useEffect(() => {
    const tryLink = () => {
      const code = takeCode();
      if (code !== null) {
        mutate({ code });
      }
    };
    tryLink();
    // A link that is pasted into a page that is already open changes no more than the hash.
    globalThis.addEventListener('hashchange', tryLink);
    return () => globalThis.removeEventListener('hashchange', tryLink);
  }, [mutate]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = apiKey.trim();
    const complaint = complaintAbout(trimmed);
    setMalformed(complaint);
    if (complaint === null) {
      mutate({ apiKey: trimmed });
    }
  };

  const byLink = login.variables !== undefined && 'code' in login.variables;
  return (
    <main className={classes.page} id="main">
      <form className={classes.card} onSubmit={submit} noValidate>
        <div className={classes.brand}>
          <Logo size={36} />
          <div>
            <h1 className={classes.title}>Millrace</h1>
            <p className={classes.line}>Kafka and Flink, in your own cloud, run for you</p>
          </div>
        </div>
        {login.error ? <Refusal error={login.error} byLink={byLink} /> : null}
        <PasswordInput
          label="API key"
          description="It was printed by the first ./millrace up."
          placeholder="mr_…"
          autoComplete="current-password"
          name="api-key"
          size="md"
          value={apiKey}
          error={malformed}
          onChange={(event) => {
            setApiKey(event.currentTarget.value);
            setMalformed(null);
          }}
          classNames={{ innerInput: classes.key ?? '' }}
          ref={field}
        />
        <Button type="submit" size="md" fullWidth loading={login.isPending}>
          {login.isPending && byLink ? 'Opening the console link' : 'Log in'}
        </Button>
        <p className={classes.hint}>
          No key at hand? <code>./millrace status</code> prints a link that logs you in.
        </p>
      </form>
      <p className={classes.promise}>
        <Icon name="lock" size={14} />
        Records never leave the data plane.
      </p>
    </main>
  );
}

function Refusal({ error, byLink }: { error: Error; byLink: boolean }) {
  const told = ApiError.from(error, 'Login failed');
  if (byLink && told.unauthorized) {
    return (
      <div role="alert">
        <Advice
          tone="warning"
          title="This console link no longer works"
          why={told.why || 'A link opens the console once, within ten minutes.'}
          nextStep={told.nextStep || 'Run ./millrace status for a new link, or log in with your API key.'}
        />
      </div>
    );
  }
  return (
    <div role="alert">
      <Advice tone="bad" title={told.message} why={told.why} nextStep={told.nextStep} />
    </div>
  );
}

function complaintAbout(apiKey: string): string | null {
  if (apiKey === '') {
    return 'Paste your API key first.';
  }
  return apiKey.startsWith('mr_') ? null : 'An API key of Millrace starts with mr_.';
}
