import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Advice } from '@/components/advice';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { DiffView } from '@/components/diff-view';
import { Panel } from '@/components/panel';
import type { Revision, RevisionKind } from '@/lib/api';
import { ApiError } from '@/lib/api-error';
import { changesOf } from '@/lib/diff';
import { revisionsQuery } from '@/lib/queries';
import { RevisionItem } from './revision-item';
import { useRollback } from './use-rollback';
import classes from './history-panel.module.css';

type Props = {
  organization: string;
  install: string;
  kind: RevisionKind;
  name: string;
  mayChange: boolean;
};

export function HistoryPanel({ organization, install, kind, name, mayChange }: Props) {
  const { data: revisions, error } = useQuery(revisionsQuery(organization, install, kind, name));
  const rollback = useRollback(organization, install, kind, name);
  const [asked, setAsked] = useState<Revision | null>(null);
  const [asking, setAsking] = useState(false);
  const newest = revisions?.[0];

  if (error) {
    const told = ApiError.from(error, 'The history cannot be shown');
    return <Advice tone="bad" title={told.message} why={told.why} nextStep={told.nextStep} />;
  }
  return (
    <Panel title="History" id="history" note={revisions ? counted(revisions.length) : 'Loading'}>
      <ol className={classes.list}>
        {revisions?.map((revision, index) => (
          <RevisionItem
            key={revision.revision}
            revision={revision}
            before={revisions[index + 1]?.document ?? null}
            open={index === 0 && revision.document !== null}
          >
            {mayChange && index > 0 && revision.document ? (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  setAsked(revision);
                  setAsking(true);
                }}
              >
                Roll back to {revision.revision}
              </Button>
            ) : null}
          </RevisionItem>
        ))}
      </ol>
      {asked ? (
        <ConfirmDialog
          opened={asking}
          title={
            newest?.document
              ? `Roll ${name} back to revision ${asked.revision}?`
              : `Make ${name} again as it was at revision ${asked.revision}?`
          }
          action={newest?.document ? 'Roll back' : 'Make it again'}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            rollback.mutate({
              revision: asked.revision,
              undo: newest?.revision,
              told: `${name} is as it was at revision ${asked.revision}.`,
            });
          }}
        >
          <p>
            {newest?.document
              ? 'This changes what is now. It becomes a revision of its own, so that it can be taken back too.'
              : 'It becomes a revision of its own.'}
          </p>
          <DiffView changes={changesOf(newest?.document, asked.document)} />
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}

function counted(revisions: number): string {
  return revisions === 1 ? '1 revision' : `${revisions} revisions`;
}
