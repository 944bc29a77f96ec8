import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from '@tanstack/react-router';
import type { ThreadEventType } from '../gen/graphql';
import { Lost } from './NotFound';
import { PageScope } from './PageScope';
import { Shell } from './Shell';
import { session } from './session';

const root = createRootRoute({ component: Outlet, notFoundComponent: Lost });

/** Ids look like numbers in an address, and are texts. */
const text = (value: unknown) => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value ? value : undefined;
};
const one = <T extends string>(value: unknown, among: readonly T[]) => among.find((it) => it === value);

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string } => ({ to: text(search.to) }),
  component: lazyRouteComponent(() => import('../features/sign-in/SignIn')),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$code',
  component: lazyRouteComponent(() => import('../features/sign-in/Invitation')),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ location }) => {
    const state = await session.state().catch(() => null);
    if (state && !state.signedIn) throw redirect({ to: '/sign-in', search: { to: location.href } });
  },
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('../features/overview/Home')),
});
const team = createRoute({
  getParentRoute: () => shell,
  path: '/team',
  validateSearch: (search): { q?: string } => ({ q: text(search.q) }),
  component: lazyRouteComponent(() => import('../features/team/Team')),
});
const preferences = createRoute({
  getParentRoute: () => shell,
  path: '/preferences',
  component: lazyRouteComponent(() => import('../features/preferences/Preferences')),
});

const auditGroups = ['inbox', 'page', 'apps', 'people'] as const;
const auditSpans = ['day', 'week', 'month'] as const;

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: (
    search,
  ): {
    page?: string;
    group?: (typeof auditGroups)[number];
    by?: string;
    span?: (typeof auditSpans)[number];
    thing?: string;
  } => ({
    page: text(search.page),
    group: one(search.group, auditGroups),
    by: text(search.by),
    span: one(search.span, auditSpans),
    thing: text(search.thing),
  }),
  component: lazyRouteComponent(() => import('../features/audit/Audit')),
});

const page = createRoute({ getParentRoute: () => shell, path: '/p/$pageId', component: PageScope });

const overview = createRoute({
  getParentRoute: () => page,
  path: '/',
  component: lazyRouteComponent(() => import('../features/overview/Overview')),
});

export const folders = ['main', 'general', 'done', 'all'] as const;
export type Folder = (typeof folders)[number];

const inbox = createRoute({
  getParentRoute: () => page,
  path: '/inbox',
  validateSearch: (
    search,
  ): {
    folder?: Folder;
    thread?: string;
    owner?: string;
    through?: string;
    unanswered?: 'yes';
    asked?: 'yes';
    q?: string;
  } => ({
    folder: one(search.folder, folders),
    thread: text(search.thread),
    owner: text(search.owner),
    through: text(search.through),
    unanswered: one(search.unanswered, ['yes']),
    asked: one(search.asked, ['yes']),
    q: text(search.q),
  }),
  component: lazyRouteComponent(() => import('../features/inbox/Inbox')),
});

export const kinds = ['control', 'messages', 'requests', 'customer'] as const;
export type Kind = (typeof kinds)[number];

const timeline = createRoute({
  getParentRoute: () => page,
  path: '/timeline',
  validateSearch: (search): { kind?: Kind; who?: string; event?: string } => ({
    kind: one(search.kind, kinds),
    who: text(search.who),
    event: text(search.event),
  }),
  component: lazyRouteComponent(() => import('../features/timeline/PageTimeline')),
});
const views = ['spans', 'list', 'json'] as const;
export type View = (typeof views)[number];

const thread = createRoute({
  getParentRoute: () => page,
  path: '/threads/$threadId',
  validateSearch: (search): { view?: View } => ({ view: one(search.view, views) }),
  component: lazyRouteComponent(() => import('../features/timeline/ThreadTimeline')),
});

const apps = createRoute({
  getParentRoute: () => page,
  path: '/apps',
  validateSearch: (search): { q?: string } => ({ q: text(search.q) }),
  component: lazyRouteComponent(() => import('../features/apps/Apps')),
});
const app = createRoute({
  getParentRoute: () => page,
  path: '/apps/$appId',
  component: lazyRouteComponent(() => import('../features/apps/App')),
});
const webhooks = createRoute({
  getParentRoute: () => page,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../features/webhooks/Webhooks')),
});

const failures = createRoute({
  getParentRoute: () => page,
  path: '/webhooks/failures',
  component: lazyRouteComponent(() => import('../features/webhooks/Failures')),
});

const deliveryStates = ['DELIVERED', 'WAITING', 'FAILED'] as const;
const deliverySpans = ['hour', 'day', 'week'] as const;

const endpoint = createRoute({
  getParentRoute: () => page,
  path: '/webhooks/$appId',
  validateSearch: (
    search,
  ): {
    status?: (typeof deliveryStates)[number];
    type?: ThreadEventType;
    span?: (typeof deliverySpans)[number];
    conversation?: string;
    delivery?: string;
  } => ({
    status: one(search.status, deliveryStates),
    type: text(search.type) as ThreadEventType | undefined,
    span: one(search.span, deliverySpans),
    conversation: text(search.conversation),
    delivery: text(search.delivery),
  }),
  component: lazyRouteComponent(() => import('../features/webhooks/Endpoint')),
});
const receiver = createRoute({
  getParentRoute: () => page,
  path: '/receiver',
  component: lazyRouteComponent(() => import('../features/page/Receiver')),
});
const entryPoints = createRoute({
  getParentRoute: () => page,
  path: '/entry-points',
  component: lazyRouteComponent(() => import('../features/page/EntryPoints')),
});
const menu = createRoute({
  getParentRoute: () => page,
  path: '/menu',
  component: lazyRouteComponent(() => import('../features/page/Menu')),
});
const settings = createRoute({
  getParentRoute: () => page,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/page/Settings')),
});
const simulator = createRoute({
  getParentRoute: () => page,
  path: '/simulator',
  validateSearch: (search): { customer?: string } => ({ customer: text(search.customer) }),
  component: lazyRouteComponent(() => import('../features/simulator/Simulator')),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    invitation,
    shell.addChildren([
      home,
      team,
      audit,
      preferences,
      page.addChildren([
        overview,
        inbox,
        timeline,
        thread,
        apps,
        app,
        webhooks,
        failures,
        endpoint,
        receiver,
        entryPoints,
        menu,
        settings,
        simulator,
      ]),
    ]),
  ]),
  defaultPreload: 'intent',
  // Values are texts: an id that looks like a number stands in the address as it is.
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
