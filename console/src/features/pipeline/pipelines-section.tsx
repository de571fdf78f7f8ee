import { useState } from 'react';
import { tell } from '@/components/telling';
import type { Connector, Me, Pipeline, Runner } from '@/lib/api';
import { useShortcutsEnabled } from '@/lib/shortcuts-preference';
import { useShortcuts } from '@/lib/use-shortcuts';
import { NoPipeline } from './no-pipeline';
import { PipelineCard } from './pipeline-card';
import { PipelinesSummary } from './pipelines-summary';
import { RunStateDialog } from './run-state-dialog';
import classes from './pipelines-section.module.css';

type Props = {
  me: Me;
  install: string;
  pipelines: Pipeline[];
  connectors: Connector[];
  runner: Runner['state'];
};

/** With more, one could not see them for their charts. */
const SHOWN_AS_CARDS = 4;

export function PipelinesSection({ me, install, pipelines, connectors, runner }: Props) {
  const [asking, setAsking] = useState<string | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const shortcutsEnabled = useShortcutsEnabled();
  const ask = () => {
    const name = pipelineMeant(pipelines);
    if (me.principal.role === 'READ_ONLY' || pipelines.length === 0) {
      return;
    }
    if (name === null) {
      tell('several-pipelines', 'Several pipelines: move the focus into one of them first (Tab).');
      return;
    }
    setTarget(name);
    setAsking(name);
  };
  useShortcuts({ p: ask }, shortcutsEnabled);

  if (pipelines.length === 0) {
    return <NoPipeline install={install} mayChange={me.principal.role === 'ADMIN'} />;
  }
  if (pipelines.length > SHOWN_AS_CARDS) {
    return <PipelinesSummary install={install} pipelines={pipelines} />;
  }
  // The last target stays, so that the dialog keeps its words while it fades.
  const asked = pipelines.find(({ name }) => name === target);
  return (
    <section className={classes.section} aria-label="Pipelines">
      {pipelines.map((pipeline) => (
        <PipelineCard
          key={pipeline.name}
          me={me}
          install={install}
          pipeline={pipeline}
          connectors={connectors}
          runner={runner}
        />
      ))}
      {asked ? (
        <RunStateDialog
          organization={me.organization.id}
          install={install}
          pipeline={asked}
          opened={asking !== null}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </section>
  );
}

/** The only one, or the one that holds the focus. */
function pipelineMeant(pipelines: Pipeline[]): string | null {
  const [only, ...others] = pipelines;
  if (only && others.length === 0) {
    return only.name;
  }
  return document.activeElement?.closest('[data-pipeline]')?.getAttribute('data-pipeline') ?? null;
}
