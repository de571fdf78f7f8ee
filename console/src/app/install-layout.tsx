import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Advice } from '@/components/advice';
import { Announcer } from '@/components/announcer';
import { LiveIndicator } from '@/components/live-indicator';
import { PageHead } from '@/components/page-head';
import { useAnnouncement } from '@/features/install/use-announcement';
import { useInstallEvents } from '@/features/install/use-install-events';
import type { Me } from '@/lib/api';
import { ApiError } from '@/lib/api-error';
import { installQuery } from '@/lib/queries';
import { CommandPalette } from './command-palette';
import { Frame } from './frame';
import { InstallContext } from './install-context';
import { InstallNav } from './install-nav';
import { InstallPageSkeleton } from './install-page-skeleton';
import classes from './page.module.css';

type Props = { me: Me; installId: string };

/** What all pages of an install share: its document, its events, and the way between the pages. */
export function InstallLayout({ me, installId }: Props) {
  const organization = me.organization.id;
  const { data: install, error } = useQuery(installQuery(organization, installId));
  const stream = useInstallEvents(organization, installId);
  const announcement = useAnnouncement(install);
  const shown = useMemo(
    () => install && { me, organization, install, mayChange: me.principal.role === 'ADMIN' },
    [me, organization, install],
  );

  const gone = error instanceof ApiError && error.status === 404;
  if (!shown || gone) {
    return (
      <Frame me={me} aside={error ? null : <LiveIndicator stream={stream} />}>
        {error ? <Refused error={error} /> : <InstallPageSkeleton />}
      </Frame>
    );
  }
  return (
    <InstallContext value={shown}>
      <Frame
        me={me}
        trail={shown.install.name}
        aside={
          <>
            <CommandPalette />
            <LiveIndicator stream={stream} />
          </>
        }
        nav={<InstallNav install={shown.install} />}
      >
        <Announcer text={announcement} />
        <Outlet />
      </Frame>
    </InstallContext>
  );
}

function Refused({ error }: { error: Error }) {
  const told = ApiError.from(error, 'The install cannot be shown');
  return (
    <div className={classes.page}>
      <PageHead title={told.message} />
      <Advice tone="bad" why={told.why} nextStep={told.nextStep} />
      <Link to="/">All installs</Link>
    </div>
  );
}
