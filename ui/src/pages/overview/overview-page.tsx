import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { describePeriod } from "../../period/days";
import { fiscalSpan, hasCalendarMonths } from "../../period/fiscal";
import { useCalendar } from "../../period/use-period";
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
  const overview = useQuery({ ...overviewQuery, refetchInterval: SPEND_FRESH_MS });
  const isEmpty = overview.data !== undefined && overview.data.end === null;
  return (
    <>
      <PageHeader title="Overview">
        <MonthName />, so far
      </PageHeader>
      {isEmpty ? (
        <FirstRun />
      ) : (
        <Stack gap="md">
          {overview.error !== null && (
            <Failure what="The month could not be loaded" error={overview.error} onRetry={() => overview.refetch()} />
          )}
          {overview.data !== undefined && <Month overview={overview.data} />}
          {overview.isPending && <MonthWaiting />}
          <Attention overview={overview} />
          <OverTime />
          <TopLists />
        </Stack>
      )}
    </>
  );
}

/** A month that is none of the calendar is called by its days. */
function MonthName() {
  const today = useToday();
  const calendar = useCalendar();
  return (
    <>
      {hasCalendarMonths(calendar)
        ? monthName.format(Date.parse(today))
        : describePeriod(fiscalSpan(today, 1, calendar))}
    </>
  );
}
