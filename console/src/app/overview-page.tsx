import { useQuery } from '@tanstack/react-query';
import { ComponentsTable } from '@/features/component/components-table';
import { InstallHeader } from '@/features/install/install-header';
import { ProblemsPanel } from '@/features/install/problems-panel';
import { PipelinesSection } from '@/features/pipeline/pipelines-section';
import { RunnerPanel } from '@/features/runner/runner-panel';
import { SealingKeyPanel } from '@/features/runner/sealing-key-panel';
import { connectorsQuery } from '@/lib/queries';
import { stateWord } from '@/lib/states';
import { useInstall } from './install-context';
import { useTitle } from './use-title';
import classes from './page.module.css';

export function OverviewPage() {
  const { me, organization, install, mayChange } = useInstall();
  const connectors = useQuery(connectorsQuery(organization, install.id));
  const waiting = install.runner.state === 'NEVER_CONNECTED';
  useTitle(`${install.name} · ${stateWord(install.status.state)} – Millrace`);
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
          <div className={classes.stack}>
            <RunnerPanel runner={install.runner} />
            <SealingKeyPanel organization={organization} install={install} mayChange={mayChange} />
          </div>
        </div>
      )}
    </div>
  );
}
