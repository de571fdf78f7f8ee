import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { tell } from '@/components/telling';
import { PageHead } from '@/components/page-head';
import { keepDraft, keptDraft } from '@/features/pipeline/kept-draft';
import { useInstall } from './install-context';
import { PipelineEditor } from './pipeline-editor';
import { useTitle } from './use-title';
import classes from './page.module.css';

const route = getRouteApi('/session/installs/$installId/new/pipeline');

export function NewPipelinePage() {
  const { install } = useInstall();
  const { source, destination } = route.useSearch();
  const navigate = useNavigate();
  const params = { installId: install.id };
  const [first] = useState(() => ({
    ...keptDraft(install.id),
    ...(source ? { source } : {}),
    ...(destination ? { destination } : {}),
  }));
  // Also what came by the address: the next connector is made from here too.
  useEffect(() => keepDraft(install.id, first), [install.id, first]);
  useTitle('New pipeline – Millrace');
  return (
    <div className={classes.page}>
      <PageHead
        title="New pipeline"
        above={
          <Link to="/installs/$installId/pipelines" params={params}>
            Pipelines
          </Link>
        }
      />
      <PipelineEditor
        first={first}
        stored={null}
        onDraft={(draft) => keepDraft(install.id, draft)}
        onSaved={({ name }) => {
          keepDraft(install.id, null);
          tell(`pipeline-${name}`, `Pipeline ${name} is on its way to the runner.`);
          void navigate({ to: '/installs/$installId/pipelines/$name', params: { ...params, name } });
        }}
      />
    </div>
  );
}
