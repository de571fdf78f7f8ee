import { Button } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Icon } from '@/components/icon';
import { Panel } from '@/components/panel';
import { TimeAgo } from '@/components/time-ago';
import type { BadRows, Pipeline } from '@/lib/api';
import { whole } from '@/lib/format';
import { useDeadLetters } from './use-dead-letters';
import classes from './dead-letters-panel.module.css';

type Props = {
  organization: string;
  install: string;
  pipeline: Pipeline;
  badRows: BadRows;
  mayChange: boolean;
};

/** How many rows the destination refused, and why; never what is in them. */
export function DeadLettersPanel({ organization, install, pipeline, badRows, mayChange }: Props) {
  const { name } = pipeline;
  const [discarding, setDiscarding] = useState(false);
  const act = useDeadLetters(organization, install, name);
  const letters = pipeline.deadLetters;
  if (!letters) {
    return (
      <Panel title="Dead letters" id="dead-letters">
        <p className={classes.none}>
          {badRows === 'SET_ASIDE'
            ? 'None. A row that the destination refuses would wait here until it is tried again, while the others go on.'
            : 'None. A row that the destination refuses stops this pipeline; its settings can set such rows aside instead.'}
        </p>
      </Panel>
    );
  }
  return (
    <Panel
      title="Dead letters"
      id="dead-letters"
      note={
        <>
          {whole(letters.count)} {letters.count === 1 ? 'row' : 'rows'}, the last{' '}
          <TimeAgo instant={letters.newestAt} />
        </>
      }
    >
      <ul className={classes.reasons} data-figure="dead-letters" data-value={letters.count}>
        {letters.reasons.map(({ reason, count }) => (
          <li key={reason} className={classes.reason}>
            <span className={classes.count}>{whole(count)}</span>
            <span>{reason}</span>
          </li>
        ))}
      </ul>
      {mayChange ? (
        <div className={classes.actions}>
          <p className={classes.advice}>
            Mend the destination, or the rows in the source. A row that has changed since keeps its newer
            version.
          </p>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Icon name="restart" size={14} />}
            loading={act.isPending}
            onClick={() => act.mutate('replay')}
          >
            Try again
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setDiscarding(true)}>
            Discard
          </Button>
        </div>
      ) : null}
      <ConfirmDialog
        opened={discarding}
        title={`Discard the dead letters of ${name}?`}
        action="Discard"
        danger
        onClose={() => setDiscarding(false)}
        onConfirm={() => {
          setDiscarding(false);
          act.mutate('discard');
        }}
      >
        <p>
          {letters.count === 1 ? 'This row' : `These ${whole(letters.count)} rows`} will not arrive, unless
          the source changes {letters.count === 1 ? 'it' : 'them'} again. It cannot be undone.
        </p>
      </ConfirmDialog>
    </Panel>
  );
}
