import { Panel } from '@/components/panel';
import type { PipelineTopic } from '@/lib/api';
import { bytes, plain, rate, whole } from '@/lib/format';
import classes from './parts.module.css';

type Props = { pipeline: string; topics: readonly PipelineTopic[] };

export function TopicsPanel({ pipeline, topics }: Props) {
  return (
    <Panel title="Topics" id="topics" note={topics.length > 0 ? summary(topics) : null}>
      {topics.length === 0 ? (
        <p className={classes.none}>
          {pipeline} has no topics that were seen. Each table gets one, and a second one behind its transform;
          the runner looks every ten seconds.
        </p>
      ) : (
        <table className={classes.table} role="table" aria-labelledby="topics">
          <thead className={classes.head} role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                Topic
              </th>
              <th role="columnheader" scope="col">
                Schemas
              </th>
              <th role="columnheader" scope="col" className={classes.right}>
                Partitions
              </th>
              <th role="columnheader" scope="col" className={classes.right}>
                Records
              </th>
              <th role="columnheader" scope="col" className={classes.right}>
                Rate
              </th>
              <th role="columnheader" scope="col" className={classes.right}>
                Size
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {topics.map((topic) => (
              <tr key={topic.name} className={classes.row} role="row" data-topic={topic.name}>
                <th role="rowheader" scope="row" className={classes.name}>
                  {topic.name}
                </th>
                <td role="cell" className={classes.schemas}>
                  {topic.schemas.length === 0 ? <span className={classes.quiet}>no schemas</span> : null}
                  {topic.schemas.map(({ subject, version }) => (
                    <span key={subject} className={classes.schema} title={`${subject}, version ${version}`}>
                      {shortOf(topic.name, subject)} <span className={classes.quiet}>v{version}</span>{' '}
                    </span>
                  ))}
                </td>
                <td role="cell" className={classes.figure}>
                  {topic.partitions}
                  <span className={classes.inline}>
                    {' '}
                    {topic.partitions === 1 ? 'partition' : 'partitions'}
                  </span>
                </td>
                <td role="cell" className={classes.figure} title="Ever written to it">
                  {whole(topic.recordsTotal)}
                  <span className={classes.inline}> {topic.recordsTotal === 1 ? 'record' : 'records'}</span>
                </td>
                <td role="cell" className={classes.figure}>
                  {plain(rate(topic.recordsPerSecond))}
                </td>
                <td role="cell" className={classes.figure} title="On the brokers' disks">
                  {topic.sizeBytes == null ? '–' : bytes(topic.sizeBytes)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={classes.foot}>
        Names and numbers only. The rows, and what the schemas say of columns, stay in the data plane.
      </p>
    </Panel>
  );
}

/** Subjects begin with their topic, which is beside them. */
function shortOf(topic: string, subject: string): string {
  return subject.startsWith(`${topic}-`) ? subject.slice(topic.length + 1) : subject;
}

function summary(topics: readonly PipelineTopic[]): string {
  const size = topics.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  return `${topics.length === 1 ? '1 topic' : `${topics.length} topics`} · ${bytes(size)}`;
}
