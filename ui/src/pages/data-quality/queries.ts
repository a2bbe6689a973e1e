import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "../../api/client";
import type { CoverageReport, Drift } from "../../api/types";
import type { Period } from "../../period/days";

/** Of one provider, or of all. */
export interface Asked {
  period: Period;
  provider: string | undefined;
}

export const coverageQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["coverage", asked],
    queryFn: ({ signal }) => get<CoverageReport>(`/coverage?${parametersOf(asked)}`, signal),
    placeholderData: keepPreviousData,
  });

export const priceAuditQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["price-audit", asked],
    queryFn: ({ signal }) => get<Drift[]>(`/price-audit?by_day=false&${parametersOf(asked)}`, signal),
    placeholderData: keepPreviousData,
  });

function parametersOf({ period, provider }: Asked): string {
  const parameters = {
    start_date: period.start,
    end_date: period.end,
    ...(provider === undefined ? {} : { provider }),
  };
  return new URLSearchParams(parameters).toString();
}
