import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, Outlet, redirect } from "@tanstack/react-router";
import { accountQuery, membersQuery, sessionsQuery } from "../api/people";
import {
  apiKeysQuery,
  mappingsQuery,
  meQuery,
  organizationQuery,
  providerQuery,
  providersQuery,
  scopesQuery,
} from "../api/queries";
import { readQuality } from "../pages/data-quality/search";
import { askAhead } from "../period/ask-ahead";
import { readPeriod } from "../period/presets";
import { resolveAgainst } from "../spend/against";
import { TOKEN_KIND } from "../spend/dimensions";
import { overviewQuery } from "../spend/overview";
import {
  peopleQuery,
  personQuery,
  readSessions,
  sessionPagesQuery,
  sessionQuery,
  sessionsBy,
  sessionsOf,
  spendOf,
  trendsQuery,
} from "../spend/people";
import { spendQuery } from "../spend/query";
import { askedOf, readExplorer, readLineItems } from "../spend/search";
import { readWhatChanged, whatChangedQuery } from "../spend/what-changed";
import { type BatchSearch, type Opened, readBatchSearch, readOpened } from "../telemetry/search";
import { alertQuery } from "../warning/alert-queries";
import { readInbox } from "../warning/inbox-search";
import { readMonitoring } from "../warning/monitoring-search";
import { budgetsQuery, forecastsQuery, reportQuery } from "../warning/queries";
import { readReport } from "../warning/report-search";
import { NotFound } from "./not-found";
import { PageFailure } from "./page-failure";
import { Shell } from "./shell";

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/dashboard/overview" });
  },
});

const LINK_PROBLEMS = ["used", "expired", "unknown"] as const;
export type SignInProblem = (typeof LINK_PROBLEMS)[number];

const OPENID_PROBLEMS = ["failed", "unverified", "domain", "link-first", "unknown"] as const;
export type OpenidProblem = (typeof OPENID_PROBLEMS)[number];

const LINK_OUTCOMES = ["linked", "failed", "other"] as const;
export type LinkOutcome = (typeof LINK_OUTCOMES)[number];

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search): { problem?: SignInProblem; openid?: OpenidProblem; deleted?: true } => {
    const problem = LINK_PROBLEMS.find((known) => known === search.problem);
    const openid = OPENID_PROBLEMS.find((known) => known === search.openid);
    return {
      ...(problem === undefined ? {} : { problem }),
      ...(openid === undefined ? {} : { openid }),
      ...(search.deleted === true ? { deleted: true } : {}),
    };
  },
}).lazy(() => import("../pages/sign-in/sign-in-page").then((page) => page.route));

const setUp = createRoute({ getParentRoute: () => root, path: "/set-up" }).lazy(() =>
  import("../pages/set-up/set-up-page").then((page) => page.route),
);

const acceptInvitation = createRoute({ getParentRoute: () => root, path: "/accept-invitation" }).lazy(() =>
  import("../pages/invitation/invitation-page").then((page) => page.route),
);

const resetPassword = createRoute({ getParentRoute: () => root, path: "/reset-password" }).lazy(() =>
  import("../pages/reset-password/reset-password-page").then((page) => page.route),
);

const dashboard = createRoute({
  getParentRoute: () => root,
  path: "/dashboard",
  component: Shell,
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(meQuery);
  },
});

const dashboardHome = createRoute({
  getParentRoute: () => dashboard,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/dashboard/overview" });
  },
});

const providers = createRoute({
  getParentRoute: () => dashboard,
  path: "/providers",
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(providersQuery);
  },
}).lazy(() => import("../pages/providers/providers-page").then((page) => page.route));

const provider = createRoute({
  getParentRoute: () => dashboard,
  path: "/providers/$connectionId",
  validateSearch: readOpened,
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(providerQuery(params.connectionId));
  },
}).lazy(() => import("../pages/provider/provider-page").then((page) => page.route));

const telemetry = createRoute({
  getParentRoute: () => dashboard,
  path: "/providers/$connectionId/telemetry",
  validateSearch: (search): BatchSearch & Opened => ({ ...readBatchSearch(search), ...readOpened(search) }),
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(providerQuery(params.connectionId));
  },
}).lazy(() => import("../pages/telemetry/telemetry-page").then((page) => page.route));

const dataQuality = createRoute({
  getParentRoute: () => dashboard,
  path: "/data-quality",
  validateSearch: readQuality,
}).lazy(() => import("../pages/data-quality/data-quality-page").then((page) => page.route));

const overview = createRoute({
  getParentRoute: () => dashboard,
  path: "/overview",
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(overviewQuery);
  },
}).lazy(() => import("../pages/overview/overview-page").then((page) => page.route));

const explorer = createRoute({
  getParentRoute: () => dashboard,
  path: "/explorer",
  validateSearch: readExplorer,
  loaderDeps: ({ search }) => search,
  loader: (going) =>
    askAhead(going, (client, period) => {
      if (!going.deps.by?.includes(TOKEN_KIND.id)) {
        void client.prefetchQuery(spendQuery(askedOf(going.deps, period)));
      }
    }),
}).lazy(() => import("../pages/explorer/explorer-page").then((page) => page.route));

const whatChanged = createRoute({
  getParentRoute: () => dashboard,
  path: "/what-changed",
  validateSearch: readWhatChanged,
  loaderDeps: ({ search }) => search,
  loader: (going) =>
    askAhead(going, (client, period) => {
      const { deps } = going;
      void client.prefetchQuery(whatChangedQuery(resolveAgainst(deps, period), period, deps.filter ?? []));
    }),
}).lazy(() => import("../pages/what-changed/what-changed-page").then((page) => page.route));

const inbox = createRoute({
  getParentRoute: () => dashboard,
  path: "/inbox",
  validateSearch: readInbox,
}).lazy(() => import("../pages/inbox/inbox-page").then((page) => page.route));

const alert = createRoute({
  getParentRoute: () => dashboard,
  path: "/inbox/$alertId",
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(alertQuery(params.alertId));
  },
}).lazy(() => import("../pages/alert/alert-page").then((page) => page.route));

const budgets = createRoute({
  getParentRoute: () => dashboard,
  path: "/budgets",
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(budgetsQuery);
  },
}).lazy(() => import("../pages/budgets/budgets-page").then((page) => page.route));

const monitoring = createRoute({
  getParentRoute: () => dashboard,
  path: "/monitoring",
  validateSearch: readMonitoring,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps: { by = "team", window = "month" }, cause }) => {
    if (cause !== "preload") {
      void context.queryClient.prefetchQuery(forecastsQuery(by, window));
    }
  },
}).lazy(() => import("../pages/monitoring/monitoring-page").then((page) => page.route));

const report = createRoute({
  getParentRoute: () => dashboard,
  path: "/report",
  validateSearch: readReport,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps: { kind = "daily", day = null }, cause }) => {
    if (cause !== "preload") {
      void context.queryClient.prefetchQuery(reportQuery(kind, day));
    }
  },
}).lazy(() => import("../pages/report/report-page").then((page) => page.route));

const people = createRoute({
  getParentRoute: () => dashboard,
  path: "/people",
  validateSearch: readPeriod,
  loaderDeps: ({ search }) => search,
  loader: (going) =>
    askAhead(going, (client, period) => {
      void client.prefetchQuery(peopleQuery(period));
      void client.prefetchQuery(trendsQuery(period));
    }),
}).lazy(() => import("../pages/people/people-page").then((page) => page.route));

const person = createRoute({
  getParentRoute: () => dashboard,
  path: "/people/$name",
  validateSearch: readPeriod,
  loaderDeps: ({ search }) => search,
  loader: (going) =>
    askAhead(going, (client, period) => {
      const { name } = going.params;
      void client.prefetchQuery(personQuery(name, period));
      void client.prefetchQuery(spendQuery({ ...spendOf(name, period), by: ["model"] }));
      void client.prefetchQuery(spendQuery({ ...spendOf(name, period), by: ["source"], hasSeries: false }));
      void client.prefetchInfiniteQuery(sessionPagesQuery(sessionsOf(name, period)));
    }),
}).lazy(() => import("../pages/person/person-page").then((page) => page.route));

const sessions = createRoute({
  getParentRoute: () => dashboard,
  path: "/sessions",
  validateSearch: readSessions,
  loaderDeps: ({ search }) => search,
  loader: (going) =>
    askAhead(going, (client, period) => {
      void client.prefetchInfiniteQuery(sessionPagesQuery(sessionsBy(going.deps, period, going.deps.order)));
    }),
}).lazy(() => import("../pages/sessions/sessions-page").then((page) => page.route));

const lineItems = createRoute({
  getParentRoute: () => dashboard,
  path: "/line-items",
  validateSearch: readLineItems,
}).lazy(() => import("../pages/line-items/line-items-page").then((page) => page.route));

const session = createRoute({
  getParentRoute: () => dashboard,
  path: "/sessions/$sessionId",
  validateSearch: ({ item }): { item?: string } => (typeof item === "string" ? { item } : {}),
  loader: ({ context, params, cause }) => {
    if (cause !== "preload") {
      void context.queryClient.prefetchQuery(sessionQuery(params.sessionId));
    }
  },
}).lazy(() => import("../pages/session/session-page").then((page) => page.route));

const apiKeys = createRoute({
  getParentRoute: () => dashboard,
  path: "/settings/api-keys",
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(apiKeysQuery);
    void context.queryClient.prefetchQuery(scopesQuery);
  },
}).lazy(() => import("../pages/api-keys/api-keys-page").then((page) => page.route));

const settings = createRoute({
  getParentRoute: () => dashboard,
  path: "/settings",
  beforeLoad: () => {
    throw redirect({ to: "/dashboard/settings/organization" });
  },
});

const organization = createRoute({
  getParentRoute: () => dashboard,
  path: "/settings/organization",
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(organizationQuery);
  },
}).lazy(() => import("../pages/organization/organization-page").then((page) => page.route));

const mappings = createRoute({
  getParentRoute: () => dashboard,
  path: "/settings/mappings",
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(mappingsQuery);
  },
}).lazy(() => import("../pages/mappings/mappings-page").then((page) => page.route));

const prices = createRoute({
  getParentRoute: () => dashboard,
  path: "/settings/prices",
  validateSearch: ({ add, find }): { add?: string; find?: string } => ({
    ...(typeof add === "string" ? { add } : {}),
    ...(typeof find === "string" ? { find } : {}),
  }),
}).lazy(() => import("../pages/prices/prices-page").then((page) => page.route));

const retention = createRoute({
  getParentRoute: () => dashboard,
  path: "/settings/retention",
}).lazy(() => import("../pages/retention/retention-page").then((page) => page.route));

const notifications = createRoute({
  getParentRoute: () => dashboard,
  path: "/settings/notifications",
}).lazy(() => import("../pages/channels/channels-page").then((page) => page.route));

const audit = createRoute({
  getParentRoute: () => dashboard,
  path: "/settings/audit",
}).lazy(() => import("../pages/audit/audit-page").then((page) => page.route));

const members = createRoute({
  getParentRoute: () => dashboard,
  path: "/settings/members",
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(membersQuery);
  },
}).lazy(() => import("../pages/members/members-page").then((page) => page.route));

const account = createRoute({
  getParentRoute: () => dashboard,
  path: "/settings/account",
  validateSearch: (search): { openid?: LinkOutcome } => {
    const openid = LINK_OUTCOMES.find((known) => known === search.openid);
    return openid === undefined ? {} : { openid };
  },
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(accountQuery);
    void context.queryClient.prefetchQuery(sessionsQuery);
  },
}).lazy(() => import("../pages/account/account-page").then((page) => page.route));

const routeTree = root.addChildren([
  home,
  signIn,
  setUp,
  acceptInvitation,
  resetPassword,
  dashboard.addChildren([
    dashboardHome,
    overview,
    explorer,
    whatChanged,
    inbox,
    alert,
    budgets,
    monitoring,
    report,
    people,
    person,
    sessions,
    session,
    lineItems,
    providers,
    provider,
    telemetry,
    dataQuality,
    settings,
    organization,
    mappings,
    prices,
    retention,
    apiKeys,
    members,
    notifications,
    audit,
    account,
  ]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0, // TanStack Query decides what is stale
    defaultErrorComponent: PageFailure,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
