import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Advice } from '@/components/advice';
import { Icon } from '@/components/icon';
import { Panel } from '@/components/panel';
import { StateBadge } from '@/components/state-badge';
import { TimeAgo } from '@/components/time-ago';
import type { PipelineEvent, Revision } from '@/lib/api';
import { ApiError } from '@/lib/api-error';
import { pipelineEventsQuery } from '@/lib/queries';
import classes from './events-panel.module.css';

type Props = {
  organization: string;
  install: string;
  pipeline: string;
  revisions: readonly Revision[];
};

type Item = { at: string; key: string; event?: PipelineEvent; revision?: Revision };

/** What became of it, and between that what people did to it: the one explains the other. */
export function EventsPanel({ organization, install, pipeline, revisions }: Props) {
  const { data: events, error } = useQuery(pipelineEventsQuery(organization, install, pipeline));
  if (error && !events) {
    const refused = ApiError.from(error, 'The events cannot be shown');
    return <Advice tone="bad" title={refused.message} why={refused.why} nextStep={refused.nextStep} />;
  }
  const items: Item[] = [
    ...(events ?? []).map((event, index) => ({ at: event.at, key: `e${index}-${event.at}`, event })),
    ...revisions.map((revision) => ({ at: revision.at, key: `r${revision.revision}`, revision })),
  ].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <Panel title="Events" id="events" note={events ? counted(items.length) : 'Loading'}>
      {events && items.length === 0 ? (
        <p className={classes.none}>
          Nothing happened yet. Each state that {pipeline} comes into is told here with its reason, and who
          changed what.
        </p>
      ) : null}
      <ol className={classes.list}>
        {items.map(({ at, key, event, revision }) => (
          <li key={key} className={classes.item}>
            <span className={classes.at}>
              <TimeAgo instant={at} />
            </span>
            {event ? (
              <span className={classes.what}>
                <StateBadge state={event.state} />
                {event.reason ? <span className={classes.reason}>{event.reason}</span> : null}
                {event.nextStep ? <span className={classes.next}>Next step: {event.nextStep}</span> : null}
              </span>
            ) : null}
            {revision ? (
              <span className={classes.what}>
                <span className={classes.change}>
                  <Icon name="pencil" size={14} />
                  <Link to="." search={{ tab: 'history' } as never} resetScroll={false}>
                    Revision {revision.revision}
                  </Link>
                </span>
                <span className={classes.reason}>{sentence(revision)}</span>
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function counted(events: number): string {
  return events === 1 ? '1 event' : `${events} events`;
}

function sentence({ action, by }: Revision): string {
  const verb = action.split('.').at(-1) ?? action;
  const known: Record<string, string> = {
    put: 'saved it',
    pause: 'paused it',
    resume: 'resumed it',
    stop: 'stopped it',
    restart: 'restarted it',
    rollback: 'rolled it back',
    delete: 'deleted it',
  };
  return `${by.name} ${known[verb] ?? `did: ${verb}`}`;
}
