import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';
import { ApiError } from '@/lib/api-error';
import { installsQuery, meQuery } from '@/lib/queries';
import { ErrorPage } from './error-page';
import { InstallPage } from './install-page';
import { InstallPageSkeleton } from './install-page-skeleton';
import { InstallsPage } from './installs-page';
import { LoginPage } from './login-page';
import { NotFoundPage } from './not-found-page';

type Context = { queryClient: QueryClient };

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  errorComponent: ErrorPage,
  notFoundComponent: NotFoundPage,
});

const login = createRoute({ getParentRoute: () => root, path: '/login', component: LoginPage });

const session = createRoute({
  getParentRoute: () => root,
  id: 'session',
  component: Outlet,
  errorComponent: ErrorPage,
  beforeLoad: async ({ context }) => {
    try {
      return { me: await context.queryClient.ensureQueryData(meQuery()) };
    } catch (error) {
      if (error instanceof ApiError && error.unauthorized) {
        throw redirect({ to: '/login', replace: true });
      }
      throw error;
    }
  },
});

const installs = createRoute({
  getParentRoute: () => session,
  path: '/',
  component: InstallsPage,
  loader: async ({ context }) => {
    const all = await context.queryClient.fetchQuery(installsQuery(context.me.organization.id));
    const [only, ...others] = all;
    if (only && others.length === 0) {
      throw redirect({ to: '/installs/$installId', params: { installId: only.id }, replace: true });
    }
  },
});

const install = createRoute({
  getParentRoute: () => session,
  path: '/installs/$installId',
  component: function InstallRoute() {
    const { installId } = install.useParams();
    const { me } = install.useRouteContext();
    return <InstallPage key={installId} me={me} installId={installId} />;
  },
});

const routeTree = root.addChildren([login, session.addChildren([installs, install])]);

export function makeRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPendingComponent: InstallPageSkeleton,
    defaultPendingMs: 150,
    scrollRestoration: true,
    ...(history ? { history } : {}),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
