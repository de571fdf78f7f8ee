import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { InstallList } from '@/features/install/install-list';
import { installsQuery } from '@/lib/queries';
import { Frame } from './frame';
import { useTitle } from './use-title';

const REFRESH_MILLIS = 5_000;

export function InstallsPage() {
  const { me } = useRouteContext({ from: '/session' });
  const installs = useQuery({ ...installsQuery(me.organization.id), refetchInterval: REFRESH_MILLIS });
  useTitle('Installs – Millrace');
  return (
    <Frame me={me} trail="Installs">
      <VisuallyHidden component="h1">Installs of {me.organization.name}</VisuallyHidden>
      <InstallList installs={installs.data ?? []} />
    </Frame>
  );
}
