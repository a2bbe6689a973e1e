import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { useToday } from "../../period/use-today";
import { overviewQuery } from "../../spend/overview";
import { SPEND_FRESH_MS } from "../../spend/query";
import { Attention } from "./attention";
import { FirstRun } from "./first-run";
import { Month, MonthWaiting } from "./month";
import { OverTime } from "./over-time";
import { TopLists } from "./top-lists";

export const route = createLazyRoute("/dashboard/overview")({ component: OverviewPage });

const monthName = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

function OverviewPage() {
  const today = useToday();
  const overview = useQuery({ ...overviewQuery, refetchInterval: SPEND_FRESH_MS });
  const isEmpty = overview.data !== undefined && overview.data.end === null;
  return (
    <>
      <PageHeader title="Overview">{monthName.format(Date.parse(today))}, so far</PageHeader>
      {isEmpty ? (
        <FirstRun />
      ) : (
        <Stack gap="md">
          {overview.error !== null && (
            <Failure what="The month could not be loaded" error={overview.error} onRetry={() => overview.refetch()} />
          )}
          {overview.data !== undefined && <Month overview={overview.data} />}
          {overview.isPending && <MonthWaiting />}
          {overview.data !== undefined && <Attention overview={overview.data} />}
          <OverTime today={today} />
          <TopLists today={today} />
        </Stack>
      )}
    </>
  );
}
