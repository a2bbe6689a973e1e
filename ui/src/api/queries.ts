import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { labelMoney } from "../format/money";
import { get, getPage } from "./client";
import type {
  ApiKey,
  AuditChoices,
  AuditEntry,
  Explanation,
  KeyUsers,
  Kit,
  LineItem,
  MappingRule,
  Me,
  OrganizationSettings,
  Provider,
  ProviderType,
  Pulse,
  Scope,
} from "./types";

/** How often an open page asks for news. The server shows a line item at most two seconds after its 202. */
export const FRESH_EVERY_MS = 2_000;

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    const me = await get<Me>("/me", signal);
    labelMoney(me.organization.currency_label);
    return me;
  },
  staleTime: 60_000,
});

export const providerTypesQuery = queryOptions({
  queryKey: ["provider-types"],
  queryFn: ({ signal }) => get<ProviderType[]>("/provider-types", signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export const providersQuery = queryOptions({
  queryKey: ["providers"],
  queryFn: ({ signal }) => get<Provider[]>("/providers", signal),
});

/** Feeds change by the minute; nobody watches them by the second. */
const PULSE_FRESH_MS = 15_000;

export const pulsesQuery = queryOptions({
  queryKey: ["provider-pulses"],
  queryFn: ({ signal }) => get<Pulse[]>("/provider-pulses", signal),
  refetchInterval: PULSE_FRESH_MS,
});

export const providerQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ["providers", connectionId],
    queryFn: ({ signal }) => get<Provider>(`/providers/${connectionId}`, signal),
  });

export const kitsQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ["providers", connectionId, "kits"],
    queryFn: ({ signal }) => get<Kit[]>(`/providers/${connectionId}/kits`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const lineItemsKey = ["line-items"];

export const lineItemsQuery = (connectionId: string) =>
  queryOptions({
    queryKey: [...lineItemsKey, connectionId],
    queryFn: ({ signal }) => get<LineItem[]>(`/line-items?provider=${connectionId}&limit=20`, signal),
  });

export const lineItemQuery = (id: string) =>
  queryOptions({
    queryKey: ["line-item", id],
    queryFn: ({ signal }) => get<LineItem>(`/line-items/${id}`, signal),
  });

export const explanationQuery = (id: string) =>
  queryOptions({
    queryKey: ["line-item", id, "explanation"],
    queryFn: ({ signal }) => get<Explanation>(`/line-items/${id}/explanation`, signal),
  });

export const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: ({ signal }) => get<ApiKey[]>("/api-keys", signal),
});

export const keyUsersQuery = (id: string) =>
  queryOptions({
    queryKey: ["api-keys", id, "users"],
    queryFn: ({ signal }) => get<KeyUsers>(`/api-keys/${id}/users`, signal),
  });

export const scopesQuery = queryOptions({
  queryKey: ["scopes"],
  queryFn: ({ signal }) => get<Scope[]>("/scopes", signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export const mappingsQuery = queryOptions({
  queryKey: ["mappings"],
  queryFn: ({ signal }) => get<MappingRule[]>("/mappings", signal),
});

export const organizationQuery = queryOptions({
  queryKey: ["organization"],
  queryFn: ({ signal }) => get<OrganizationSettings>("/organization", signal),
});

export const timeZonesQuery = queryOptions({
  queryKey: ["time-zones"],
  queryFn: ({ signal }) => get<string[]>("/time-zones", signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export interface AuditFilters {
  action: string | null;
  person: string | null;
  since: string | null;
}

/** The filters as the API takes them, for the list and for its download. */
export function auditAddress(path: string, filters: AuditFilters, more: Record<string, string> = {}): string {
  const chosen = Object.entries({ ...filters, ...more }).filter(([, value]) => value !== null);
  return `${path}?${new URLSearchParams(chosen as [string, string][]).toString()}`;
}

export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ["audit", filters],
    queryFn: ({ signal, pageParam }) =>
      getPage<AuditEntry>(auditAddress("/audit", filters, pageParam === "" ? {} : { cursor: pageParam }), signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });

export const auditChoicesQuery = queryOptions({
  queryKey: ["audit-choices"],
  queryFn: ({ signal }) => get<AuditChoices>("/audit/choices", signal),
});
