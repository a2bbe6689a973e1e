import { ActionIcon, Anchor, Group, SegmentedControl, Skeleton, Stack } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createLazyRoute, Link } from "@tanstack/react-router";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { addDays, describePeriod, weekdayOf } from "../../period/days";
import { useToday } from "../../period/use-today";
import { reportQuery } from "../../warning/queries";
import { REPORT_KINDS, type ReportSearch, stepOf, withDay } from "../../warning/report-search";
import type { Report, ReportKind } from "../../warning/types";
import { ReportFigures } from "./report-figures";
import { ReportOpen } from "./report-open";
import { ReportParts } from "./report-parts";

export const route = createLazyRoute("/dashboard/report")({ component: ReportPage });

function ReportPage() {
  const { kind = "daily", day } = route.useSearch();
  const navigate = route.useNavigate();
  const today = useToday();
  const report = useQuery({ ...reportQuery(kind, day ?? null), placeholderData: keepPreviousData });
  const choose = (search: ReportSearch) => navigate({ search, replace: true });
  return (
    <>
      <PageHeader
        title="Report"
        action={
          <Group gap="sm">
            <SegmentedControl
              aria-label="Report of a"
              value={kind}
              onChange={(chosen) => choose(withDay(chosen as ReportKind, day, today))}
              data={REPORT_KINDS}
            />
            {report.data !== undefined && <Steps report={report.data} onChoose={choose} />}
          </Group>
        }
      >
        {report.data === undefined ? (
          "What was spent, where the month will end, and what is open."
        ) : (
          <Of {...report.data} />
        )}
      </PageHeader>
      {report.data === undefined && report.error === null && <Waiting />}
      {report.error !== null && (
        <Failure what="The report could not be loaded" error={report.error} onRetry={() => report.refetch()} />
      )}
      {report.data !== undefined && (
        <Stack gap="lg">
          <ReportFigures report={report.data} />
          <ReportParts report={report.data} />
          <ReportOpen report={report.data} />
        </Stack>
      )}
    </>
  );
}

function Of({ kind, start_date: start, end_date: end }: Report) {
  return (
    <>
      {kind === "daily" ? weekdayOf(end) : `Week of ${describePeriod({ start, end })}`}, as it ended. The same goes to
      the{" "}
      <Anchor component={Link} to="/dashboard/settings/notifications" inherit underline="always">
        channels
      </Anchor>{" "}
      that want reports.
    </>
  );
}

function Steps({ report, onChoose }: { report: Report; onChoose: (search: ReportSearch) => void }) {
  const yesterday = addDays(useToday(), -1);
  const { kind, end_date: end } = report;
  const later = stepOf(kind, end, 1);
  return (
    <Group gap={4}>
      <ActionIcon aria-label="The report before" onClick={() => onChoose({ kind, day: stepOf(kind, end, -1) })}>
        <IconChevronLeft size={18} />
      </ActionIcon>
      <ActionIcon
        aria-label="The report after"
        disabled={later > yesterday}
        onClick={() => onChoose({ kind, day: later })}
      >
        <IconChevronRight size={18} />
      </ActionIcon>
    </Group>
  );
}

function Waiting() {
  return (
    <Stack gap="lg" role="status" aria-label="Loading">
      <Skeleton height={96} radius="md" />
      <Skeleton height={220} radius="md" />
      <Skeleton height={160} radius="md" />
    </Stack>
  );
}
