import { Button, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Advice } from '@/components/advice';
import { ChoiceCards } from '@/components/choice-cards';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { DiffView } from '@/components/diff-view';
import { RefusalNote } from '@/components/refusal-note';
import type { Connector, ConnectorRole, ConnectorType, FieldError, Finding, SealingKey } from '@/lib/api';
import { ApiError } from '@/lib/api-error';
import { changesOf } from '@/lib/diff';
import type { ConnectionTesting } from '@/lib/use-connection-test';
import { complaintsAbout, configOf, fieldsFor, pathOf, secretsOf, type Draft } from './draft';
import { FieldGroups } from './field-groups';
import { useSaveConnector } from './use-save-connector';
import classes from './connector-form.module.css';

type Props = {
  organization: string;
  install: string;
  sealingKey: SealingKey | null;
  type: ConnectorType;
  first: Draft;
  stored: { connector: Connector; etag: string | undefined } | null;
  taken: readonly string[];
  testing: ConnectionTesting;
  testPanel: (onTest: (() => void) | null) => ReactNode;
  showFinding: (finding: Finding) => ReactNode;
  onSaved: (connector: Connector) => void;
};

const ROLES: Record<ConnectorRole, { title: string; text: string }> = {
  SOURCE: { title: 'Source', text: 'Rows and their changes are read from it.' },
  DESTINATION: { title: 'Destination', text: 'Rows are written to it.' },
};

/** A form that is made from the type's schema, and tries the connection as one goes. */
export function ConnectorForm(props: Props) {
  const { organization, install, sealingKey, type, first, stored, taken, testing } = props;
  const [draft, setDraft] = useState(first);
  const [complaints, setComplaints] = useState<FieldError[]>([]);
  const [reviewing, setReviewing] = useState(false);
  const [tested, setTested] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const save = useSaveConnector(organization, install, props.onSaved);
  const connector = stored?.connector ?? null;
  const config = configOf(type, draft, connector);
  const fields = fieldsFor(type, draft);
  const complain = () => complaintsAbout(type, draft, stored ? [] : taken, connector);
  const complete = complain().length === 0;
  const refused = save.error ? ApiError.from(save.error, 'It was not saved') : null;
  const told = complaints.length > 0 ? complaints : (refused?.errors ?? []);
  const errors = new Map(told.map(({ field, message }) => [field, message]));
  const shown = new Set([...(stored ? [] : ['name']), ...fields.map(pathOf)]);
  const elsewhere = told.filter(({ field }) => !shown.has(field));

  const change = (next: Draft) => {
    setDraft(next);
    setComplaints([]);
    save.reset();
  };
  const test = () => {
    setTested(JSON.stringify(draft));
    testing.start(
      secretsOf(type, draft, null, config, install, sealingKey).then((secrets) => ({
        role: draft.role,
        name: draft.name,
        type: type.type,
        config,
        secrets,
      })),
    );
  };
  const testAsOneGoes = () => {
    if (complete && testing.available && tested !== JSON.stringify(draft)) {
      test();
    }
  };
  const send = () => {
    setReviewing(false);
    save.mutate(
      {
        name: draft.name,
        body: secretsOf(type, draft, connector, config, install, sealingKey).then((secrets) => ({
          type: type.type,
          config,
          secrets,
        })),
        etag: stored ? stored.etag : null,
      },
      { onError: () => setTimeout(() => focusFirstError(form.current)) },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = complain();
    setComplaints(found);
    if (found.length > 0) {
      setTimeout(() => focusFirstError(form.current));
    } else if (stored) {
      setReviewing(true);
    } else {
      send();
    }
  };

  return (
    <div className={classes.columns}>
      <form
        ref={form}
        className={classes.form}
        onSubmit={submit}
        noValidate
        aria-label={`${type.title} connector`}
      >
        <RefusalNote refused={refused} elsewhere={elsewhere} />
        {stored ? null : (
          <TextInput
            label="Name"
            description="By which pipelines name it; it cannot be changed later."
            placeholder={`orders-${draft.role.toLowerCase()}`}
            withAsterisk
            autoComplete="off"
            spellCheck={false}
            data-field="name"
            value={draft.name}
            error={errors.get('name')}
            onChange={(event) => change({ ...draft, name: event.currentTarget.value })}
            onBlur={testAsOneGoes}
          />
        )}
        {type.roles.length > 1 ? (
          <ChoiceCards
            legend={stored ? 'Show and test it as' : 'Use it as'}
            name="role"
            value={draft.role}
            choices={type.roles.map((role) => ({ value: role, ...ROLES[role] }))}
            onChange={(role) => change({ ...draft, role })}
          />
        ) : null}
        <FieldGroups
          type={type}
          fields={fields}
          draft={draft}
          stored={connector}
          sealingKey={sealingKey}
          errors={errors}
          findings={testing.told?.findings ?? []}
          showFinding={props.showFinding}
          onChange={change}
          onLeave={testAsOneGoes}
        />
        {sealingKey ? null : (
          <Advice
            tone="warning"
            title="Secrets cannot be sealed yet"
            why="They are encrypted to the runner's key, and no runner has enrolled so far."
            nextStep="Start the runner first; the overview says how."
          />
        )}
        <div className={classes.actions}>
          <Button type="submit" loading={save.isPending}>
            {stored ? 'Review changes' : 'Create connector'}
          </Button>
        </div>
      </form>
      <div className={classes.side}>{props.testPanel(complete ? test : null)}</div>
      <ConfirmDialog
        opened={reviewing}
        title={`Save ${draft.name}?`}
        action="Save"
        onClose={() => setReviewing(false)}
        onConfirm={send}
      >
        <p>Every pipeline that uses it goes on with this, from where it is.</p>
        <DiffView
          changes={changesOf(connector?.config, config).map((each) => ({
            ...each,
            path: `config.${each.path}`,
          }))}
        />
        {Object.entries(draft.secrets)
          .filter(([, typed]) => typed !== '')
          .map(([name]) => (
            <p key={name}>
              The secret <code>{name}</code> is replaced.
            </p>
          ))}
      </ConfirmDialog>
    </div>
  );
}

/** The first field that says an error; behind a fold too. */
function focusFirstError(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  field?.closest('details')?.setAttribute('open', '');
  field?.focus();
}
