import { queryOptions } from "@tanstack/react-query";
import { get } from "../api/client";
import type { MonthOverview } from "../api/types";

export const overviewQuery = queryOptions({
  queryKey: ["overview"],
  queryFn: ({ signal }) => get<MonthOverview>("/overview", signal),
});
