import { Link } from '@tanstack/react-router';
import { Command } from '@/components/command';
import { Empty } from '@/components/empty';
import { Icon } from '@/components/icon';
import { Panel } from '@/components/panel';
import { StateBadge } from '@/components/state-badge';
import { TimeSince } from '@/components/time-since';
import type { Install } from '@/lib/api';
import { START } from '@/lib/commands';
import classes from './install-list.module.css';

type Props = { installs: Install[] };

export function InstallList({ installs }: Props) {
  return (
    <Panel
      title="Installs"
      id="installs"
      note={installs.length === 1 ? '1 install' : `${installs.length} installs`}
    >
      {installs.length === 0 ? <NoInstall /> : null}
      <ul className={classes.list}>
        {installs.map((install) => (
          <li key={install.id}>
            <Link to="/installs/$installId" params={{ installId: install.id }} className={classes.row}>
              <span className={classes.name}>{install.name}</span>
              <StateBadge state={install.status.state} />
              <span className={classes.reason}>{install.status.reason}</span>
              <span className={classes.meta}>
                {install.platform} · {install.release.version} ·{' '}
                <TimeSince instant={install.status.since} prefix="for " />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function NoInstall() {
  return (
    <Empty picture={<Icon name="server" size={20} />} title="No install yet">
      <p>
        An install is one data plane: Kafka, Connect, a registry and Flink. This makes one on your machine:
      </p>
      <Command text={START} />
    </Empty>
  );
}
