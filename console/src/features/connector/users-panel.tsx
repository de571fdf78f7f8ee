import { Link } from '@tanstack/react-router';
import { Panel } from '@/components/panel';
import { StateBadge } from '@/components/state-badge';
import { StatusNote } from '@/components/status-note';
import type { Pipeline } from '@/lib/api';
import classes from './users-panel.module.css';

/** `told` is said above already. */
type Props = { install: string; connector: string; users: readonly Pipeline[]; told: string };

/** The pipelines that would notice a change. */
export function UsersPanel({ install, connector, users, told }: Props) {
  return (
    <Panel
      title="Used by"
      id="used-by"
      note={users.length === 1 ? '1 pipeline' : `${users.length} pipelines`}
    >
      {users.length === 0 ? (
        <p className={classes.none}>No pipeline uses it. Make one with it, or delete it.</p>
      ) : null}
      <ul className={classes.list}>
        {users.map(({ name, source, status }) => (
          <li key={name} className={classes.item}>
            <div className={classes.line}>
              <Link to="/installs/$installId/pipelines/$name" params={{ installId: install, name }}>
                {name}
              </Link>
              <span className={classes.as}>as {source === connector ? 'source' : 'destination'}</span>
              <StateBadge state={status.state} />
            </div>
            {(status.state === 'BROKEN' || status.state === 'DEGRADED') && status.reason !== told ? (
              <StatusNote status={status} />
            ) : null}
          </li>
        ))}
      </ul>
      {users.length > 0 ? <p className={classes.foot}>It can be deleted once no pipeline uses it.</p> : null}
    </Panel>
  );
}
