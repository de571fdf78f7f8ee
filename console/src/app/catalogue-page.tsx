import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Advice } from '@/components/advice';
import { PageHead } from '@/components/page-head';
import { TypeList } from '@/features/connector-type/type-list';
import { ApiError } from '@/lib/api-error';
import { connectorTypesQuery } from '@/lib/queries';
import { useInstall } from './install-context';
import { useTitle } from './use-title';
import classes from './page.module.css';

const route = getRouteApi('/session/installs/$installId/catalogue');

export function CataloguePage() {
  const { install, mayChange } = useInstall();
  const filter = route.useSearch();
  const types = useQuery(connectorTypesQuery());
  const refused = types.error ? ApiError.from(types.error, 'The catalogue cannot be shown') : null;
  useTitle('Catalogue – Millrace');
  return (
    <div className={classes.page}>
      <PageHead title="Catalogue" />
      {refused ? (
        <Advice tone="bad" title={refused.message} why={refused.why} nextStep={refused.nextStep} />
      ) : null}
      {types.data ? (
        <TypeList types={types.data} install={install.id} mayChange={mayChange} filter={filter} />
      ) : (
        <Skeleton height={240} radius={8} />
      )}
    </div>
  );
}
