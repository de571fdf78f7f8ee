import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Advice } from '@/components/advice';
import { PageHead } from '@/components/page-head';
import { StateBadge } from '@/components/state-badge';
import { TabLinks } from '@/components/tab-links';
import { ConnectorConfig } from '@/features/connector/connector-config';
import { rolesOf, roleWord, usersOf } from '@/features/connector/use-of';
import { UsersPanel } from '@/features/connector/users-panel';
import { DeleteButton } from '@/features/revision/delete-button';
import { HistoryPanel } from '@/features/revision/history-panel';
import { ApiError } from '@/lib/api-error';
import { connectorQuery, connectorTypesQuery, revisionsQuery } from '@/lib/queries';
import { stateTone } from '@/lib/states';
import { ConnectorEditor } from './connector-editor';
import { useInstall } from './install-context';
import { Missing } from './missing';
import { useTitle } from './use-title';
import classes from './page.module.css';

const route = getRouteApi('/session/installs/$installId/connectors/$name');

export function ConnectorPage() {
  const { organization, install, mayChange } = useInstall();
  const { name } = route.useParams();
  const { tab: asked = 'overview' } = route.useSearch();
  const navigate = useNavigate();
  const connector = useQuery(connectorQuery(organization, install.id, name));
  const revisions = useQuery(revisionsQuery(organization, install.id, 'connectors', name));
  const types = useQuery(connectorTypesQuery());
  const users = usersOf(name, install.pipelines);
  const use = install.connectors.find((each) => each.name === name);
  useTitle(`${name} – Millrace`);

  const above = (
    <Link to="/installs/$installId/connectors" params={{ installId: install.id }}>
      Connectors
    </Link>
  );
  // What was shown before it was deleted is still in the cache.
  const gone = connector.error instanceof ApiError && connector.error.status === 404;
  if (gone || !connector.data) {
    const refused = connector.error ? ApiError.from(connector.error, 'The connector cannot be shown') : null;
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
                kind="connectors"
                name={name}
                mayChange={mayChange}
              />
            }
          />
        ) : (
          <Skeleton height={280} radius={8} />
        )}
      </div>
    );
  }
  const { value, etag } = connector.data;
  const type = types.data?.find((each) => each.type === value.type);
  const roles = rolesOf(name, install.pipelines);
  const tabs = [
    { id: 'overview', title: 'Overview' },
    ...(mayChange ? [{ id: 'edit', title: 'Edit' }] : []),
    ...(revisions.data ? [{ id: 'history', title: 'History' }] : []),
  ];
  // An address may ask for a tab that this key, or this control plane, does not have.
  const tab = revisions.isPending || tabs.some(({ id }) => id === asked) ? asked : 'overview';
  return (
    <div className={classes.page}>
      <PageHead
        title={name}
        above={above}
        beside={
          <span className={classes.beside}>
            {use && use.state !== 'UNUSED' ? <StateBadge state={use.state} large /> : null}
            {[type?.title ?? value.type, ...roles.map(roleWord)].join(' · ')}
          </span>
        }
      >
        {mayChange ? (
          <DeleteButton
            organization={organization}
            install={install.id}
            kind="connectors"
            name={name}
            inUse={users.length > 0}
            onDeleted={() =>
              void navigate({ to: '/installs/$installId/connectors', params: { installId: install.id } })
            }
          >
            <p>
              Its configuration and its sealed secrets are removed. Nothing changes in the database that it
              leads to.
            </p>
          </DeleteButton>
        ) : null}
      </PageHead>
      {use && (use.state === 'BROKEN' || use.state === 'DEGRADED') ? (
        <Advice tone={stateTone(use.state)} why={use.reason} nextStep={use.nextStep} />
      ) : null}
      <TabLinks label={`About ${name}`} tabs={tabs} current={tab} />
      {tab === 'overview' ? (
        <div className={classes.halves}>
          <ConnectorConfig connector={value} type={type} sealingKey={install.sealingKey} />
          <UsersPanel install={install.id} connector={name} users={users} told={use?.reason ?? ''} />
        </div>
      ) : null}
      {tab === 'edit' && type && mayChange ? (
        <ConnectorEditor
          key={etag ?? JSON.stringify(value)}
          type={type}
          stored={{ connector: value, etag }}
          role={roles[0] ?? type.roles[0] ?? 'SOURCE'}
          taken={[]}
          onSaved={() =>
            void navigate({
              to: '/installs/$installId/connectors/$name',
              params: { installId: install.id, name },
            })
          }
        />
      ) : null}
      {tab === 'history' && revisions.data ? (
        <HistoryPanel
          organization={organization}
          install={install.id}
          kind="connectors"
          name={name}
          mayChange={mayChange}
        />
      ) : null}
    </div>
  );
}
