import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Advice } from '@/components/advice';
import { Announcer } from '@/components/announcer';
import { LiveIndicator } from '@/components/live-indicator';
import { ComponentsTable } from '@/features/component/components-table';
import { InstallHeader } from '@/features/install/install-header';
import { ProblemsPanel } from '@/features/install/problems-panel';
import { useAnnouncement } from '@/features/install/use-announcement';
import { useInstallEvents } from '@/features/install/use-install-events';
import { PipelinesSection } from '@/features/pipeline/pipelines-section';
import { RunnerPanel } from '@/features/runner/runner-panel';
import type { Install, Me } from '@/lib/api';
import { ApiError } from '@/lib/api-error';
import { connectorsQuery, installQuery } from '@/lib/queries';
import { stateWord } from '@/lib/states';
import { Frame } from './frame';
import { InstallPageSkeleton } from './install-page-skeleton';
import { useTitle } from './use-title';
import classes from './install-page.module.css';

type Props = { me: Me; installId: string };

export function InstallPage({ me, installId }: Props) {
  const organization = me.organization.id;
  const install = useQuery(installQuery(organization, installId));
  const stream = useInstallEvents(organization, installId);
  const announcement = useAnnouncement(install.data);
  useTitle(title(install.data));

  const gone = install.error instanceof ApiError && install.error.status === 404;
  if (!install.data || gone) {
    return (
      <Frame me={me} aside={<LiveIndicator stream={stream} />}>
        {install.error ? <Refused error={install.error} /> : <InstallPageSkeleton />}
      </Frame>
    );
  }
  return (
    <Frame me={me} trail={install.data.name} aside={<LiveIndicator stream={stream} />}>
      <Announcer text={announcement} />
      <Shown me={me} install={install.data} />
    </Frame>
  );
}

function Shown({ me, install }: { me: Me; install: Install }) {
  const connectors = useQuery(connectorsQuery(me.organization.id, install.id));
  const waiting = install.runner.state === 'NEVER_CONNECTED';
  return (
    <div className={classes.page}>
      <InstallHeader install={install} />
      <ProblemsPanel problems={install.problems} />
      {waiting ? <RunnerPanel runner={install.runner} /> : null}
      <PipelinesSection
        me={me}
        install={install.id}
        pipelines={install.pipelines}
        connectors={connectors.data ?? []}
        runner={install.runner.state}
      />
      {waiting ? null : (
        <div className={classes.columns}>
          <ComponentsTable
            components={install.components}
            lastTold={install.runner.state === 'DISCONNECTED' ? (install.runner.lastSeenAt ?? null) : null}
          />
          <RunnerPanel runner={install.runner} />
        </div>
      )}
    </div>
  );
}

function Refused({ error }: { error: Error }) {
  const told = ApiError.from(error, 'The install cannot be shown');
  return (
    <div className={classes.page}>
      <Advice tone="bad" title={told.message} why={told.why} nextStep={told.nextStep} />
      <Link to="/">All installs</Link>
    </div>
  );
}

function title(install: Install | undefined): string {
  return install ? `${install.name} · ${stateWord(install.status.state)} – Millrace` : 'Millrace';
}
