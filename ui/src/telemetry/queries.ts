import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get, getPage, getText } from "../api/client";
import type { BatchChoices, BatchRecord, RawBatch } from "../api/types";
import { type BatchSearch, batchParameters } from "./search";

const rawBatches = (connectionId: string) => `/providers/${connectionId}/raw-batches`;

export const latestBatchesQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ["providers", connectionId, "raw-batches"],
    queryFn: ({ signal }) => get<RawBatch[]>(`${rawBatches(connectionId)}?limit=20`, signal),
  });

export const batchListQuery = (connectionId: string, search: BatchSearch) =>
  infiniteQueryOptions({
    queryKey: ["providers", connectionId, "raw-batches", "list", search],
    queryFn: ({ signal, pageParam }) => {
      const asked = { ...batchParameters(search, Date.now()), ...(pageParam === "" ? {} : { cursor: pageParam }) };
      return getPage<RawBatch>(`${rawBatches(connectionId)}?${new URLSearchParams(asked).toString()}`, signal);
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });

export const batchChoicesQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ["providers", connectionId, "raw-batches", "choices"],
    queryFn: ({ signal }) => get<BatchChoices>(`${rawBatches(connectionId)}/choices`, signal),
  });

export const rawBatchQuery = (connectionId: string, id: string) =>
  queryOptions({
    queryKey: ["providers", connectionId, "raw-batches", id],
    queryFn: ({ signal }) => getText(`${rawBatches(connectionId)}/${id}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const recordsQuery = (connectionId: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ["providers", connectionId, "raw-batches", id, "records"],
    queryFn: ({ signal, pageParam }) =>
      getPage<BatchRecord>(`${rawBatches(connectionId)}/${id}/records?cursor=${pageParam}`, signal),
    initialPageParam: "0",
    getNextPageParam: (last) => last.next,
  });
