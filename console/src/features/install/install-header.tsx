import { StateBadge } from '@/components/state-badge';
import { StatusNote } from '@/components/status-note';
import { TimeSince } from '@/components/time-since';
import type { Install } from '@/lib/api';
import { GenerationSteps } from './generation-steps';
import classes from './install-header.module.css';

type Props = { install: Install };

export function InstallHeader({ install }: Props) {
  const { status } = install;
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <div className={classes.identity}>
          <h1 className={classes.name}>{install.name}</h1>
          <StateBadge state={status.state} large />
          <span className={classes.since}>
            <TimeSince instant={status.since} prefix="for " />
          </span>
        </div>
        <dl className={classes.facts}>
          <div className={classes.fact}>
            <dt>Platform</dt>
            <dd>{install.platform}</dd>
          </div>
          <div className={classes.fact}>
            <dt>Release</dt>
            <dd title={install.release.digest}>{install.release.version}</dd>
          </div>
          <div className={classes.fact}>
            <dt>Generation</dt>
            <dd>
              <GenerationSteps generation={install.generation} />
            </dd>
          </div>
        </dl>
      </div>
      <StatusNote status={status} brief={toldBelow(install)} />
    </header>
  );
}

/** The same advice is not given twice: further down it stands where the fault is. */
function toldBelow({ status, problems, components, pipelines, runner }: Install): boolean {
  const steps = [
    ...problems.map(({ nextStep }) => nextStep),
    ...[...components, ...pipelines].map((each) => each.status.nextStep),
  ];
  return runner.state === 'NEVER_CONNECTED' || !status.nextStep || steps.includes(status.nextStep);
}
