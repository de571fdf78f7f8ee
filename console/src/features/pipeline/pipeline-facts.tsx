import { Fact } from '@/components/fact';
import { Panel } from '@/components/panel';
import { Tags } from '@/components/tags';
import { TimeSince } from '@/components/time-since';
import type { Pipeline, PipelineWish } from '@/lib/api';
import { whole } from '@/lib/format';
import { badRowsWord, deletesWord, initialSnapshotWord, schemaChangesWord } from './choices';
import classes from './pipeline-facts.module.css';

type Props = { pipeline: Pipeline; wish: PipelineWish };

export function PipelineFacts({ pipeline: { status, metrics }, wish }: Props) {
  return (
    <Panel title="About" id="about">
      <dl className={classes.facts}>
        <Fact label="In this state">
          <TimeSince instant={status.since} prefix="for " />
        </Fact>
        <Fact label="Written" title="Since its tasks started">
          <span data-figure="records-total" data-value={metrics?.recordsTotal ?? 0}>
            {metrics ? whole(metrics.recordsTotal) : '–'}
          </span>
        </Fact>
        <Fact label="Tables">{wish.tables.length}</Fact>
        <Fact label="Schema changes">{schemaChangesWord(wish.schemaChanges)}</Fact>
        <Fact label="Deleted rows">{deletesWord(wish.deletes)}</Fact>
        <Fact label="Refused rows">{badRowsWord(wish.badRows)}</Fact>
        <Fact label="New tables">{initialSnapshotWord(wish.initialSnapshot)}</Fact>
        <Fact label="Restarts asked for">{wish.restarts}</Fact>
        <Fact label="Tags">{wish.tags.length > 0 ? <Tags tags={wish.tags} /> : 'none'}</Fact>
      </dl>
    </Panel>
  );
}
