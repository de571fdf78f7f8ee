import { Button } from '@mantine/core';
import { Advice } from '@/components/advice';
import type { TransformPreview, TransformPreviewRequest } from '@/lib/api';
import { ApiError } from '@/lib/api-error';
import { whole } from '@/lib/format';
import { useErrand } from '@/lib/use-errand';
import classes from './transform-preview-panel.module.css';

type Props = { organization: string; install: string; asked: TransformPreviewRequest };

/** What a transform would do, tried by the data plane's Flink beside what runs. */
export function TransformPreviewPanel({ organization, install, asked }: Props) {
  const preview = useErrand<TransformPreviewRequest, TransformPreview>(
    organization,
    install,
    'transform-previews',
  );
  const { told, running, error } = preview;
  const refused = error ? ApiError.from(error, 'It cannot be previewed') : null;
  return (
    <div className={classes.panel}>
      <Button
        size="compact-sm"
        variant="default"
        loading={running}
        onClick={() => preview.start(Promise.resolve(asked))}
      >
        {told ? 'Try it again' : 'Try the transform'}
      </Button>
      <div role="status" className={classes.told}>
        {refused ? (
          <Advice tone="bad" title={refused.message} why={refused.why} nextStep={refused.nextStep} />
        ) : null}
        {told?.state === 'EXPIRED' ? (
          <Advice
            tone="warning"
            title="The runner has not answered"
            why="A preview is done by the runner, which may be away."
            nextStep="See on the overview whether it is connected, then preview again."
          />
        ) : null}
        {told?.problem ? (
          <Advice
            tone="bad"
            title={told.problem.what}
            why={told.problem.why}
            nextStep={told.problem.nextStep}
          />
        ) : null}
        {told?.state === 'DONE' ? <Told preview={told} /> : null}
      </div>
    </div>
  );
}

function Told({ preview: { columns, tests, sample } }: { preview: TransformPreview }) {
  return (
    <>
      {sample ? (
        <p className={classes.line}>
          Of {sample.whole ? 'all' : 'the first'} {whole(sample.read)} rows it makes {whole(sample.made)}.
        </p>
      ) : null}
      {tests.map(({ name, passed, failure }) => (
        <p key={name} className={classes.line} data-passed={passed}>
          {passed ? '✔' : '✘'} {name}
          {failure ? <span className={classes.failure}>{failure}</span> : null}
        </p>
      ))}
      {columns.length > 0 ? (
        <ul className={classes.columns} aria-label="Columns of the result">
          {columns.map(({ name, type }) => (
            <li key={name}>
              {name} <span className={classes.type}>{type}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
