import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ButtonLink } from '@/components/button-link';
import { Icon } from '@/components/icon';
import { PageHead } from '@/components/page-head';
import { NoPipeline } from '@/features/pipeline/no-pipeline';
import { PipelinesList } from '@/features/pipeline/pipelines-list';
import { pipelinesQuery } from '@/lib/queries';
import { useInstall } from './install-context';
import { useTitle } from './use-title';
import classes from './page.module.css';

const route = getRouteApi('/session/installs/$installId/pipelines');

export function PipelinesPage() {
  const { organization, install, mayChange } = useInstall();
  const filter = route.useSearch();
  const wishes = useQuery(pipelinesQuery(organization, install.id));
  useTitle(`Pipelines of ${install.name} – Millrace`);
  return (
    <div className={classes.page}>
      <PageHead title="Pipelines">
        {mayChange && install.pipelines.length > 0 ? (
          <ButtonLink
            to="/installs/$installId/new/pipeline"
            params={{ installId: install.id }}
            size="sm"
            leftSection={<Icon name="plus" size={14} />}
          >
            New pipeline
          </ButtonLink>
        ) : null}
      </PageHead>
      {install.pipelines.length === 0 ? (
        <NoPipeline install={install.id} mayChange={mayChange} />
      ) : (
        <PipelinesList
          organization={organization}
          install={install.id}
          pipelines={install.pipelines}
          wishes={wishes.data ?? []}
          filter={filter}
        />
      )}
    </div>
  );
}
