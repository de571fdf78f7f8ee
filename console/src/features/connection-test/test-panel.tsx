import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Advice } from '@/components/advice';
import { Panel } from '@/components/panel';
import { ApiError } from '@/lib/api-error';
import type { ConnectionTesting } from '@/lib/use-connection-test';
import { FindingNote } from './finding-note';
import { TestStepItem } from './test-step-item';
import classes from './test-panel.module.css';

type Props = {
  testing: ConnectionTesting;
  onTest: (() => void) | null;
  /** What has to be filled in before it can be tested. */
  waitsFor: ReactNode;
};

/** What the data plane itself finds at the other end, while it is being filled in. */
export function TestPanel({ testing, onTest, waitsFor }: Props) {
  const { told: test, running, error, available } = testing;
  if (!available) {
    return null;
  }
  const refused = error ? ApiError.from(error, 'The connection cannot be tested') : null;
  const loose = test?.findings.filter(({ field }) => !field) ?? [];
  return (
    <Panel title="Connection" id="connection-test" note={<span role="status">{word(testing)}</span>}>
      <div className={classes.body}>
        {test ? (
          <ol className={classes.steps}>
            {test.steps.map((step, index) => (
              <TestStepItem
                key={step.name}
                step={step}
                current={running && index === test.steps.findIndex(({ ok }) => ok === null)}
              />
            ))}
          </ol>
        ) : (
          <p className={classes.hint}>
            {onTest ? 'It is tried from inside your data plane; nothing is changed there.' : waitsFor}
          </p>
        )}
        {loose.map((finding) => (
          <FindingNote key={finding.code + finding.what} finding={finding} />
        ))}
        {refused ? (
          <Advice tone="bad" title={refused.message} why={refused.why} nextStep={refused.nextStep} />
        ) : null}
        {test?.state === 'EXPIRED' ? (
          <Advice
            tone="warning"
            title="The runner has not answered"
            why="A test is done by the runner, which may be away."
            nextStep="See on the overview whether it is connected, then test again."
          />
        ) : null}
        <Button
          size="compact-sm"
          variant="default"
          disabled={!onTest}
          loading={running}
          onClick={() => onTest?.()}
        >
          {test ? 'Test again' : 'Test connection'}
        </Button>
      </div>
    </Panel>
  );
}

function word({ told: test, running }: ConnectionTesting): string {
  if (running) {
    return 'Testing …';
  }
  if (test?.state !== 'DONE') {
    return '';
  }
  const { length } = test.findings;
  return length === 0 ? 'Works' : length === 1 ? '1 finding' : `${length} findings`;
}
