import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { tell } from '@/components/telling';
import { PageHead } from '@/components/page-head';
import { TypePicker } from '@/features/connector-type/type-picker';
import type { Connector } from '@/lib/api';
import { connectorsQuery, connectorTypesQuery } from '@/lib/queries';
import { ConnectorEditor } from './connector-editor';
import { useInstall } from './install-context';
import { useTitle } from './use-title';
import classes from './page.module.css';

const route = getRouteApi('/session/installs/$installId/new/connector');

export function NewConnectorPage() {
  const { organization, install } = useInstall();
  const { type: asked, role, then } = route.useSearch();
  const navigate = useNavigate();
  const types = useQuery(connectorTypesQuery());
  const connectors = useQuery(connectorsQuery(organization, install.id));
  useTitle('New connector – Millrace');
  const fitting = (types.data ?? []).filter(({ roles }) => role === undefined || roles.includes(role));
  // A choice of one is none.
  const type = fitting.find((each) => each.type === asked) ?? (fitting.length === 1 ? fitting[0] : undefined);
  const params = { installId: install.id };

  const onSaved = ({ name }: Connector) => {
    tell(`connector-${name}`, `Connector ${name} is there.`);
    if (then === 'pipeline') {
      const search = role === 'DESTINATION' ? { destination: name } : { source: name };
      void navigate({ to: '/installs/$installId/new/pipeline', params, search });
    } else {
      void navigate({ to: '/installs/$installId/connectors/$name', params: { ...params, name } });
    }
  };

  return (
    <div className={classes.page}>
      <PageHead
        title={type ? `New ${type.title} connector` : 'New connector'}
        above={
          <Link to="/installs/$installId/connectors" params={params}>
            Connectors
          </Link>
        }
      />
      {!types.data || !connectors.data ? <Skeleton height={280} radius={8} /> : null}
      {types.data && !type ? <TypePicker types={types.data} role={role} fixed={then !== undefined} /> : null}
      {type && connectors.data ? (
        <ConnectorEditor
          key={type.type}
          type={type}
          stored={null}
          role={role ?? type.roles[0] ?? 'SOURCE'}
          taken={connectors.data.map(({ name }) => name)}
          onSaved={onSaved}
        />
      ) : null}
    </div>
  );
}
