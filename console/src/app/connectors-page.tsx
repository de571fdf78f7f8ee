import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Advice } from '@/components/advice';
import { ButtonLink } from '@/components/button-link';
import { Icon } from '@/components/icon';
import { PageHead } from '@/components/page-head';
import { ConnectorsList } from '@/features/connector/connectors-list';
import { NoConnector } from '@/features/connector/no-connector';
import { ApiError } from '@/lib/api-error';
import { connectorsQuery, connectorTypesQuery } from '@/lib/queries';
import { useInstall } from './install-context';
import { useTitle } from './use-title';
import classes from './page.module.css';

const route = getRouteApi('/session/installs/$installId/connectors');

export function ConnectorsPage() {
  const { organization, install, mayChange } = useInstall();
  const filter = route.useSearch();
  const connectors = useQuery(connectorsQuery(organization, install.id));
  const types = useQuery(connectorTypesQuery());
  const refused = connectors.error ? ApiError.from(connectors.error, 'The connectors cannot be shown') : null;
  useTitle(`Connectors of ${install.name} – Millrace`);
  return (
    <div className={classes.page}>
      <PageHead title="Connectors">
        {mayChange && connectors.data?.length ? (
          <ButtonLink
            to="/installs/$installId/new/connector"
            params={{ installId: install.id }}
            size="sm"
            leftSection={<Icon name="plus" size={14} />}
          >
            New connector
          </ButtonLink>
        ) : null}
      </PageHead>
      {refused ? (
        <Advice tone="bad" title={refused.message} why={refused.why} nextStep={refused.nextStep} />
      ) : null}
      {connectors.isPending ? <Skeleton height={240} radius={8} /> : null}
      {connectors.data?.length === 0 ? <NoConnector install={install.id} mayChange={mayChange} /> : null}
      {connectors.data?.length ? (
        <ConnectorsList
          install={install.id}
          connectors={connectors.data}
          types={types.data ?? []}
          pipelines={install.pipelines}
          uses={install.connectors}
          filter={filter}
        />
      ) : null}
    </div>
  );
}
