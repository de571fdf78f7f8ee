import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Fact } from '@/components/fact';
import { Panel } from '@/components/panel';
import type { Install } from '@/lib/api';
import classes from './sealing-key-panel.module.css';
import { useKeyRotation } from './use-key-rotation';

type Props = { organization: string; install: Install; mayChange: boolean };

/** To which key secrets are sealed, and what is sealed to another one still. */
export function SealingKeyPanel({ organization, install, mayChange }: Props) {
  const [asking, setAsking] = useState(false);
  const rotation = useKeyRotation(organization, install.id);
  const key = install.sealingKey;
  if (!key) {
    return null;
  }
  const pending = (key.rotation ?? 0) < (key.rotations ?? 0);
  const others = install.connectors.flatMap(({ name, secrets = [] }) =>
    secrets
      .filter(({ sealedTo }) => sealedTo !== 'PRESENT_KEY')
      .map(({ field, sealedTo }) => ({ name, field, sealedTo })),
  );
  return (
    <Panel
      title="Sealing key"
      id="sealing-key"
      note={
        mayChange ? (
          <Button size="compact-xs" variant="default" disabled={pending} onClick={() => setAsking(true)}>
            New key
          </Button>
        ) : null
      }
    >
      <dl className={classes.facts}>
        <Fact label="Key" title={key.keyId}>
          <code>{key.keyId.replace('sha256:', '').slice(0, 12)}</code>
        </Fact>
        <Fact label="Older keys" title="The runner keeps them for what is sealed to them">
          {key.olderKeyIds?.length ?? 0}
        </Fact>
      </dl>
      {pending ? (
        <p className={classes.note} role="status">
          {install.runner.state === 'CONNECTED'
            ? 'The runner is making another key.'
            : 'The runner makes another key when it is back.'}
        </p>
      ) : null}
      {others.length > 0 ? (
        <ul className={classes.others}>
          {others.map(({ name, field, sealedTo }) => (
            <li key={`${name}.${field}`}>
              <Link
                to="/installs/$installId/connectors/$name"
                params={{ installId: install.id, name }}
                search={{ tab: 'edit' } as never}
              >
                {name}
              </Link>
              : enter the {field} again
              {sealedTo === 'OLDER_KEY' ? ' at the next edit; it works until then' : '; it cannot be opened'}
            </li>
          ))}
        </ul>
      ) : null}
      <ConfirmDialog
        opened={asking}
        title="Make another sealing key?"
        action="Make it"
        busy={rotation.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => rotation.mutate(undefined, { onSettled: () => setAsking(false) })}
      >
        <p>
          Secrets are sealed to it from then on. Nothing stops: the runner keeps the older key for as long as
          something is sealed to it, and this page lists what should be entered again.
        </p>
      </ConfirmDialog>
    </Panel>
  );
}
