import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, post, put, putTable, remove } from "./client";
import { apiKeysQuery, mappingsQuery, organizationQuery, providerQuery, providersQuery } from "./queries";
import type {
  ApiKey,
  MappingChange,
  MintedApiKey,
  NewApiKey,
  NewMappingRule,
  NewOrganizationSettings,
  OrganizationEnd,
  OrganizationSettings,
  Provider,
  RotatedApiKey,
} from "./types";

export function useCreateProvider() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (provider: { type: string; name: string }) => post<Provider>("/providers", provider),
    onSuccess: (created) => {
      client.setQueryData(providerQuery(created.connection_id).queryKey, created);
      return client.invalidateQueries({ queryKey: providersQuery.queryKey, exact: true });
    },
  });
}

export function useChooseContent(connectionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (keep: boolean) => put<Provider>(`/providers/${connectionId}/content`, { keep }),
    onSuccess: (changed) => client.setQueryData(providerQuery(connectionId).queryKey, changed),
  });
}

export function useMintApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: NewApiKey) => post<MintedApiKey>("/api-keys", wanted),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}

export function useRotateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, overlapDays }: { id: string; overlapDays: number }) =>
      post<RotatedApiKey>(`/api-keys/${id}/rotate`, { overlap_days: overlapDays }),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => post<ApiKey>(`/api-keys/${id}/revoke`),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
}

export function useSetMapping() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rule: NewMappingRule) => post<MappingChange>("/mappings", rule),
    onSuccess: () => client.invalidateQueries({ queryKey: mappingsQuery.queryKey }),
  });
}

export function useRemoveMapping() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, pattern }: Pick<NewMappingRule, "kind" | "pattern">) =>
      remove<unknown>(`/mappings?${new URLSearchParams({ kind, pattern }).toString()}`),
    onSuccess: () => client.invalidateQueries({ queryKey: mappingsQuery.queryKey }),
  });
}

/** What a table would change. Nothing is written. */
export function usePreviewMappings() {
  return useMutation({ mutationFn: (table: Blob) => putTable<MappingChange>("/mappings?dry_run=true", table) });
}

export function useImportMappings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (table: Blob) => putTable<MappingChange>("/mappings", table),
    onSuccess: () => client.invalidateQueries({ queryKey: mappingsQuery.queryKey }),
  });
}

export function useChangeOrganization() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: NewOrganizationSettings) => patch<OrganizationSettings>("/organization", settings),
    onSuccess: (changed) => {
      client.setQueryData(organizationQuery.queryKey, changed);
      // Every amount goes by the cost basis, every day by the time zone, and every month by the fiscal year.
      return client.invalidateQueries();
    },
  });
}

/** Leaves as signing out does, and says on the way in what happened. */
export function useDeleteOrganization() {
  return useMutation({
    mutationFn: (end: OrganizationEnd) => post<null>("/organization/delete", end),
    onSuccess: () => window.location.assign("/sign-in?deleted=true"),
  });
}

/** Leaves with a fresh page load, so that nothing of the signed-in pages stays in memory. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => post<unknown>("/sign-out"),
    onSuccess: () => window.location.assign("/sign-in"),
  });
}
