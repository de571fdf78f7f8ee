import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';
import { connectorFilterOf } from '@/features/connector/connector-filter';
import { pipelineFilterOf } from '@/features/pipeline/pipeline-filter';
import type { ConnectorRole, Range } from '@/lib/api';
import { ApiError } from '@/lib/api-error';
import { installsQuery, meQuery } from '@/lib/queries';
import { RANGES } from '@/lib/ranges';
import { oneOf, text } from '@/lib/search-params';
import { ErrorPage } from './error-page';
import { ConnectorsPage } from './connectors-page';
import { InstallLayout } from './install-layout';
import { InstallPageSkeleton } from './install-page-skeleton';
import { InstallsPage } from './installs-page';
import { LoginPage } from './login-page';
import { NotFoundPage } from './not-found-page';
import { OverviewPage } from './overview-page';
import { PipelinesPage } from './pipelines-page';
import { CONNECTOR_TABS, PIPELINE_TABS, type ConnectorTab, type PipelineTab } from './tabs';

const ROLES = ['SOURCE', 'DESTINATION'] as const;

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
    return <InstallLayout key={installId} me={me} installId={installId} />;
  },
});

const overview = createRoute({ getParentRoute: () => install, path: '/', component: OverviewPage });

const pipelines = createRoute({
  getParentRoute: () => install,
  path: '/pipelines',
  validateSearch: pipelineFilterOf,
  component: PipelinesPage,
});

const pipeline = createRoute({
  getParentRoute: () => install,
  path: '/pipelines/$name',
  validateSearch: (search): { tab?: PipelineTab; range?: Range } => ({
    ...oneOf('tab', PIPELINE_TABS, search),
    ...oneOf('range', RANGES, search),
  }),
  component: lazyRouteComponent(() => import('./pipeline-page'), 'PipelinePage'),
});

const connectors = createRoute({
  getParentRoute: () => install,
  path: '/connectors',
  validateSearch: connectorFilterOf,
  component: ConnectorsPage,
});

const connector = createRoute({
  getParentRoute: () => install,
  path: '/connectors/$name',
  validateSearch: (search): { tab?: ConnectorTab } => oneOf('tab', CONNECTOR_TABS, search),
  component: lazyRouteComponent(() => import('./connector-page'), 'ConnectorPage'),
});

const catalogue = createRoute({
  getParentRoute: () => install,
  path: '/catalogue',
  validateSearch: (search): { q?: string; role?: ConnectorRole } => ({
    ...text('q', search),
    ...oneOf('role', ROLES, search),
  }),
  component: lazyRouteComponent(() => import('./catalogue-page'), 'CataloguePage'),
});

// Not below /pipelines and /connectors, where "new" is a name like any other.
const newPipeline = createRoute({
  getParentRoute: () => install,
  path: '/new/pipeline',
  validateSearch: (search): { source?: string; destination?: string } => ({
    ...text('source', search),
    ...text('destination', search),
  }),
  component: lazyRouteComponent(() => import('./new-pipeline-page'), 'NewPipelinePage'),
});

const newConnector = createRoute({
  getParentRoute: () => install,
  path: '/new/connector',
  validateSearch: (search): { type?: string; role?: ConnectorRole; then?: 'pipeline' } => ({
    ...text('type', search),
    ...oneOf('role', ROLES, search),
    ...oneOf('then', ['pipeline'] as const, search),
  }),
  component: lazyRouteComponent(() => import('./new-connector-page'), 'NewConnectorPage'),
});

const routeTree = root.addChildren([
  login,
  session.addChildren([
    installs,
    install.addChildren([
      overview,
      pipelines,
      pipeline,
      connectors,
      connector,
      catalogue,
      newPipeline,
      newConnector,
    ]),
  ]),
]);

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
