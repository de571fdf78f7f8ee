import { Link } from '@tanstack/react-router';
import { Icon } from '@/components/icon';
import type { Connector, PipelineMetrics, PipelineTable, PipelineTopic } from '@/lib/api';
import { plain, rate, records } from '@/lib/format';
import { GraphLane } from './graph-lane';
import { lanesOf } from './lanes';
import { addressOfConnector } from './stages';
import classes from './pipeline-graph.module.css';

type Props = {
  install: string;
  pipeline: string;
  source: string;
  destination: string;
  tables: readonly PipelineTable[];
  connectors: readonly Connector[];
  metrics: PipelineMetrics | null;
  topics: readonly PipelineTopic[];
  flowing: boolean;
};

/** From the source through the topics and transforms to the destination; the edges say what flows. */
export function PipelineGraph(props: Props) {
  const { install, pipeline, source, destination, tables, connectors, metrics, topics, flowing } = props;
  const { lanes, more } = lanesOf(pipeline, tables);
  const perSecond = metrics?.recordsPerSecond ?? 0;
  const rateOf = (topic: string | null) =>
    topics.find(({ name }) => name === topic)?.recordsPerSecond ?? null;
  const end = (name: string, kind: string) => (
    <div className={classes.end}>
      <Icon name="database" size={18} />
      <span className={classes.words}>
        <span className={classes.kind}>{kind}</span>
        <Link
          to="/installs/$installId/connectors/$name"
          params={{ installId: install, name }}
          className={classes.name}
        >
          {name}
        </Link>
        <span className={classes.kind}>{addressOfConnector(name, connectors)}</span>
      </span>
    </div>
  );
  return (
    <figure
      className={classes.graph}
      aria-label={`The way of the records${flowing ? ', flowing' : ', still'}`}
    >
      {end(source, 'Source')}
      <ul className={classes.lanes} data-several={tables.length > 1 || undefined}>
        {lanes.map((lane) => (
          <GraphLane
            key={lane.table.source}
            lane={lane}
            flowing={flowing}
            read={rateOf(lane.topic)}
            made={rateOf(lane.transformed)}
            // Of the pipeline as a whole, and so of its only table.
            written={tables.length === 1 ? metrics : null}
          />
        ))}
        {more > 0 ? <li className={classes.more}>and {more} more tables</li> : null}
      </ul>
      {end(destination, 'Destination')}
      <figcaption className={classes.caption}>
        {metrics
          ? `${plain(rate(perSecond))} written · ${plain(records(metrics.lagRecords))} on the way`
          : 'Nothing measured yet'}
      </figcaption>
    </figure>
  );
}
