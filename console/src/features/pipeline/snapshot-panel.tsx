import { Button } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Icon } from '@/components/icon';
import { Panel } from '@/components/panel';
import { TimeAgo } from '@/components/time-ago';
import type { Pipeline, Snapshot, SnapshotState } from '@/lib/api';
import { whole } from '@/lib/format';
import { SnapshotDialog } from './snapshot-dialog';
import { useReset } from './use-reset';
import { useSnapshot } from './use-snapshot';
import classes from './dead-letters-panel.module.css';

type Props = { organization: string; install: string; pipeline: Pipeline; mayChange: boolean };

/** Tables that are read again while changes go on, and how far that is. */
export function SnapshotPanel({ organization, install, pipeline, mayChange }: Props) {
  const { name, snapshot } = pipeline;
  const [choosing, setChoosing] = useState(false);
  const [resetting, setResetting] = useState(false);
  const { start, cancel } = useSnapshot(organization, install, name);
  const reset = useReset(organization, install, name);
  const goesOn = snapshot?.state === 'READING' || snapshot?.state === 'WAITING';
  return (
    <Panel
      title="Reading again"
      id="reading-again"
      note={
        snapshot ? (
          <>
            asked for <TimeAgo instant={snapshot.at} />
          </>
        ) : null
      }
    >
      {snapshot ? <Progress snapshot={snapshot} /> : <p className={classes.none}>{NEVER}</p>}
      {mayChange ? (
        <div className={classes.actions}>
          <p className={classes.advice}>Changes go on meanwhile, and nothing is written in the source.</p>
          {goesOn ? (
            <Button
              size="compact-sm"
              variant="default"
              loading={cancel.isPending}
              onClick={() => cancel.mutate()}
            >
              Cancel
            </Button>
          ) : (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<Icon name="restart" size={14} />}
              loading={start.isPending}
              onClick={() => setChoosing(true)}
            >
              Read again…
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            loading={reset.isPending}
            onClick={() => setResetting(true)}
          >
            Reset…
          </Button>
        </div>
      ) : null}
      <SnapshotDialog
        opened={choosing}
        pipeline={name}
        tables={pipeline.tables.map(({ source }) => source)}
        onClose={() => setChoosing(false)}
        onChosen={(tables) => {
          setChoosing(false);
          start.mutate(tables);
        }}
      />
      <ConfirmDialog
        opened={resetting}
        title={`Reset ${name}?`}
        action="Reset"
        danger
        onClose={() => setResetting(false)}
        onConfirm={() => {
          setResetting(false);
          reset.mutate();
        }}
      >
        <p>
          Its source forgets its position and begins anew, as if the pipeline had just been made: all tables
          are read, and their rows written again.
        </p>
        <p>
          Nothing is deleted in {pipeline.destination}: a row that the source loses meanwhile stays there.
        </p>
      </ConfirmDialog>
    </Panel>
  );
}

const NEVER =
  'Each row that is in the chosen tables is written again as it is. It mends a destination that somebody changed.';

function Progress({ snapshot }: { snapshot: Snapshot }) {
  const { state, tables, rows, percent, skipped } = snapshot;
  const done = tables.filter((table) => table.state === 'DONE').length;
  return (
    <>
      <p className={classes.none} data-snapshot={state} role="status">
        {sentence(state)} {done} of {tables.length} {tables.length === 1 ? 'table' : 'tables'},{' '}
        <span data-figure="snapshot-rows" data-value={rows}>
          {whole(rows)} rows
        </span>
        {state === 'READING' && percent != null ? `, ${Math.floor(percent)} %` : ''}.
        {skipped > 0 ? ` ${skipped} could not be read; the log of Connect says why.` : ''}
      </p>
      <ul className={classes.reasons} aria-label="Tables that are read again">
        {tables.map((table) => (
          <li key={table.name} className={classes.reason}>
            <span>{table.name}</span>
            <span className={classes.advice}>{word(table.state)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function sentence(state: SnapshotState): string {
  switch (state) {
    case 'WAITING':
      return 'Waits for the source:';
    case 'READING':
      return 'Being read:';
    case 'DONE':
      return 'Read again:';
    case 'CANCELLED':
      return 'Cancelled after';
  }
}

function word(state: SnapshotState): string {
  switch (state) {
    case 'WAITING':
      return 'waits';
    case 'READING':
      return 'is being read';
    case 'DONE':
      return 'read';
    case 'CANCELLED':
      return 'cancelled';
  }
}
