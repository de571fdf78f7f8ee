import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { PageHead } from '@/components/page-head';
import { StateBadge } from '@/components/state-badge';
import { StatusNote } from '@/components/status-note';
import { TabLinks } from '@/components/tab-links';
import { EventsPanel } from '@/features/pipeline/events-panel';
import { PartsPanels } from '@/features/pipeline/parts-panels';
import { PipelineActions } from '@/features/pipeline/pipeline-actions';
import { draftOf } from '@/features/pipeline/pipeline-draft';
import { PipelineOverview } from '@/features/pipeline/pipeline-overview';
import { TablesPanel } from '@/features/pipeline/tables-panel';
import { DeleteButton } from '@/features/revision/delete-button';
import { HistoryPanel } from '@/features/revision/history-panel';
import type { Install, Pipeline, PipelineWish } from '@/lib/api';
import { ApiError } from '@/lib/api-error';
import { connectorsQuery, pipelineQuery, revisionsQuery } from '@/lib/queries';
import { SHORTEST } from '@/lib/ranges';
import { stateWord } from '@/lib/states';
import { useInstall } from './install-context';
import { Missing } from './missing';
import { PipelineEditor } from './pipeline-editor';
import { useTitle } from './use-title';
import classes from './page.module.css';

const route = getRouteApi('/session/installs/$installId/pipelines/$name');

export function PipelinePage() {
  const { organization, install, mayChange } = useInstall();
  const { name } = route.useParams();
  const { tab: asked = 'overview', range } = route.useSearch();
  const navigate = useNavigate();
  const wish = useQuery(pipelineQuery(organization, install.id, name));
  const revisions = useQuery(revisionsQuery(organization, install.id, 'pipelines', name));
  const connectors = useQuery(connectorsQuery(organization, install.id));
  const pipeline = wish.data ? shownOf(install, wish.data.value) : undefined;
  useTitle(pipeline ? `${name} · ${stateWord(pipeline.status.state)} – Millrace` : `${name} – Millrace`);

  const above = (
    <Link to="/installs/$installId/pipelines" params={{ installId: install.id }}>
      Pipelines
    </Link>
  );
  // What was shown before it was deleted is still in the cache.
  const gone = wish.error instanceof ApiError && wish.error.status === 404;
  if (gone || !wish.data || !pipeline) {
    const refused = wish.error ? ApiError.from(wish.error, 'The pipeline cannot be shown') : null;
    return (
      <div className={classes.page}>
        <PageHead title={name} above={above} />
        {refused ? (
          <Missing
            refused={refused}
            revisions={revisions.data ?? []}
            history={
              <HistoryPanel
                organization={organization}
                install={install.id}
                kind="pipelines"
                name={name}
                mayChange={mayChange}
              />
            }
          />
        ) : (
          <Skeleton height={360} radius={8} />
        )}
      </div>
    );
  }
  const { value, etag } = wish.data;
  const tabs = [
    { id: 'overview', title: 'Overview' },
    { id: 'tables', title: 'Tables' },
    { id: 'parts', title: 'Tasks and topics' },
    { id: 'events', title: 'Events' },
    ...(revisions.data ? [{ id: 'history', title: 'History' }] : []),
    ...(mayChange ? [{ id: 'settings', title: 'Settings' }] : []),
  ];
  // An address may ask for a tab that this key, or this control plane, does not have.
  const tab = revisions.isPending || tabs.some(({ id }) => id === asked) ? asked : 'overview';
  const shared = { organization, install: install.id };
  const params = { installId: install.id };
  return (
    <div className={classes.page}>
      <PageHead
        title={name}
        above={above}
        beside={
          <span data-last-known={install.runner.state === 'DISCONNECTED' || undefined}>
            <StateBadge state={pipeline.status.state} large />
          </span>
        }
      >
        {mayChange ? (
          <>
            <PipelineActions {...shared} pipeline={pipeline} />
            <DeleteButton
              {...shared}
              kind="pipelines"
              name={name}
              onDeleted={() => void navigate({ to: '/installs/$installId/pipelines', params })}
            >
              <p>
                Its connectors in Connect, its Flink jobs and its topics are removed, and in the source its
                replication slot and publication.
              </p>
              <p>
                What has arrived in {value.destination} stays, and so do {value.source} and{' '}
                {value.destination} themselves. Made again, it loads everything anew.
              </p>
            </DeleteButton>
          </>
        ) : null}
      </PageHead>
      <StatusNote status={pipeline.status} />
      <TabLinks label={`About ${name}`} tabs={tabs} current={tab} />
      {tab === 'overview' ? (
        <PipelineOverview
          {...shared}
          generation={install.generation}
          runner={install.runner.state}
          pipeline={pipeline}
          wish={value}
          connectors={connectors.data ?? []}
          mayChange={mayChange}
          range={range ?? SHORTEST}
        />
      ) : null}
      {tab === 'tables' ? <TablesPanel pipeline={name} tables={value.tables} /> : null}
      {tab === 'parts' ? <PartsPanels {...shared} pipeline={pipeline} mayChange={mayChange} /> : null}
      {tab === 'events' ? <EventsPanel {...shared} pipeline={name} revisions={revisions.data ?? []} /> : null}
      {tab === 'history' && revisions.data ? (
        <HistoryPanel {...shared} kind="pipelines" name={name} mayChange={mayChange} />
      ) : null}
      {tab === 'settings' && mayChange ? (
        <PipelineEditor
          key={etag ?? JSON.stringify(value)}
          first={draftOf(value)}
          stored={{ wish: value, etag }}
          onDraft={() => undefined}
          onSaved={() =>
            void navigate({ to: '/installs/$installId/pipelines/$name', params: { ...params, name } })
          }
        />
      ) : null}
    </div>
  );
}

/** A pipeline that was made a moment ago is not in the install's document yet. */
function shownOf(install: Install, wish: PipelineWish): Pipeline {
  const seen = install.pipelines.find(({ name }) => name === wish.name);
  return (
    seen ?? {
      ...wish,
      status: {
        state: 'CREATING',
        reason: 'It is on its way to the runner.',
        nextStep: '',
        since: new Date().toISOString(),
      },
    }
  );
}
