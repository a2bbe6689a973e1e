import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post } from "../../api/client";
import type { components } from "../../api/schema";

type Schemas = components["schemas"];

export type Override = Schemas["Override"];
export type OwnPrice = Schemas["OwnPrice"];
export type OwnPriceChange = Schemas["OwnPriceChange"];
export type PriceChange = Schemas["PriceChangeView"];
export type ModelChange = Schemas["ModelChangeView"];
export type PackagedPrices = Schemas["PackagedPrices"];
export type ListedPrice = Schemas["ListedPrice"];
export type UnpricedModel = Schemas["UnpricedModelView"];

export const ownPricesQuery = queryOptions({
  queryKey: ["own-prices"],
  queryFn: ({ signal }) => get<OwnPrice[]>("/own-prices", signal),
});

export const unpricedModelsQuery = queryOptions({
  queryKey: ["unpriced-models"],
  queryFn: ({ signal }) => get<UnpricedModel[]>("/unpriced-models", signal),
});

export const priceListQuery = queryOptions({
  queryKey: ["price-list"],
  queryFn: ({ signal }) => get<PackagedPrices>("/price-list", signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What a change would do; null is one that is not whole yet. The last answer stays until the next one is there. */
export const priceChangeQuery = (change: OwnPriceChange | null) =>
  queryOptions({
    queryKey: ["own-price-change", change],
    queryFn: () => post<PriceChange>("/own-prices/preview", change),
    enabled: change !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });

export function useChangeOwnPrice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: OwnPriceChange) => post<unknown>("/own-prices", change),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ownPricesQuery.queryKey }),
        client.invalidateQueries({ queryKey: unpricedModelsQuery.queryKey }),
      ]),
  });
}
