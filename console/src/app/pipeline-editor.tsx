import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TestPanel } from '@/features/connection-test/test-panel';
import type { Draft } from '@/features/pipeline/pipeline-draft';
import { PipelineForm } from '@/features/pipeline/pipeline-form';
import type { PipelineWish } from '@/lib/api';
import { connectorsQuery, connectorTypesQuery } from '@/lib/queries';
import { useConnectionTest } from '@/lib/use-connection-test';
import { useInstall } from './install-context';

type Props = {
  first: Draft;
  stored: { wish: PipelineWish; etag: string | undefined } | null;
  onDraft: (draft: Draft) => void;
  onSaved: (wish: PipelineWish) => void;
};

/** The form of a pipeline, with the test of its source in it. */
export function PipelineEditor({ first, stored, onDraft, onSaved }: Props) {
  const { organization, install } = useInstall();
  const connectors = useQuery(connectorsQuery(organization, install.id));
  const types = useQuery(connectorTypesQuery());
  const testing = useConnectionTest(organization, install.id);
  if (!connectors.data || !types.data) {
    return <Skeleton height={420} radius={8} />;
  }
  return (
    <PipelineForm
      organization={organization}
      install={install.id}
      connectors={connectors.data}
      types={types.data}
      first={first}
      stored={stored}
      taken={install.pipelines.map(({ name }) => name)}
      testing={testing}
      testPanel={(onTest) => <TestPanel testing={testing} onTest={onTest} waitsFor="" />}
      onDraft={onDraft}
      onSaved={onSaved}
    />
  );
}
