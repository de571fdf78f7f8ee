import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Advice } from '@/components/advice';
import type { Pipeline } from '@/lib/api';
import { ApiError } from '@/lib/api-error';
import { partsQuery } from '@/lib/queries';
import { TasksPanel } from './tasks-panel';
import { TopicsPanel } from './topics-panel';

type Props = { organization: string; install: string; pipeline: Pipeline; mayChange: boolean };

/** What runs for a pipeline, and what its records are kept in. */
export function PartsPanels({ organization, install, pipeline, mayChange }: Props) {
  const { data: parts, error } = useQuery(partsQuery(organization, install, pipeline.name));
  if (!parts) {
    const refused = error ? ApiError.from(error, 'The tasks and topics cannot be shown') : null;
    return refused ? (
      <Advice tone="bad" title={refused.message} why={refused.why} nextStep={refused.nextStep} />
    ) : (
      <Skeleton height={280} radius={8} />
    );
  }
  return (
    <>
      <TasksPanel
        organization={organization}
        install={install}
        pipeline={pipeline}
        tasks={parts.tasks}
        mayChange={mayChange}
      />
      <TopicsPanel pipeline={pipeline.name} topics={parts.topics} />
    </>
  );
}
