import { Skeleton, Stack } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { providersQuery } from "../../api/queries";
import type { CoverageReport } from "../../api/types";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { RowTable } from "../../parts/row-table";
import { FirstSteps } from "../../spend/first-steps";
import { asideColumns, dayColumns, gapColumns, verdictColumns } from "./coverage-columns";
import { CoverageFigures } from "./coverage-figures";
import { type Asked, coverageQuery } from "./queries";

/** What the telemetry of a period has and lacks. */
export function Coverage({ asked }: { asked: Asked }) {
  const report = useQuery(coverageQuery(asked));
  if (report.data === undefined) {
    return report.error === null ? (
      <Stack gap="lg" role="status" aria-label="Loading coverage">
        <Skeleton height={94} radius="lg" />
        <Skeleton height={240} radius="lg" />
      </Stack>
    ) : (
      <Failure what="The coverage could not be loaded" error={report.error} onRetry={() => report.refetch()} />
    );
  }
  if (report.data.line_items === 0 && report.data.rows.length === 0 && report.data.set_aside.length === 0) {
    return (
      <EmptyState icon={IconShieldCheck} title="No telemetry in this period" action={<FirstSteps />}>
        Choose a longer period, or another provider.
      </EmptyState>
    );
  }
  return <Shown report={report.data} asked={asked} />;
}

function Shown({ report, asked }: { report: CoverageReport; asked: Asked }) {
  const { data: providers } = useQuery(providersQuery);
  const nameOf = (id: string) => providers?.find((one) => one.connection_id === id)?.name ?? id.slice(0, 8);
  return (
    <>
      <CoverageFigures report={report} period={asked.period} />
      <Panel title="Do events and metrics agree?" hint="Every session and model that either of them saw">
        <RowTable label="Verdicts" columns={verdictColumns} rows={report.verdicts} keyOf={({ verdict }) => verdict} />
      </Panel>
      {report.sessions.length > 0 && (
        <Panel title="Sessions that miss something" hint="The largest differences first, a hundred at most">
          <RowTable
            label="Sessions that miss something"
            columns={gapColumns}
            rows={report.sessions}
            keyOf={({ session_id: session, model }) => `${session} ${model}`}
          />
        </Panel>
      )}
      {report.set_aside.length > 0 && (
        <Panel title="Records set aside" hint="They could not be read; the others of their exports are booked">
          <RowTable
            label="Records set aside"
            columns={asideColumns(nameOf, asked.period)}
            rows={report.set_aside}
            keyOf={({ connection_id: id }) => id}
          />
        </Panel>
      )}
      <Panel title="By provider, day and client">
        <RowTable
          label="By provider, day and client"
          columns={dayColumns(nameOf)}
          rows={report.rows.toReversed()}
          keyOf={(row) => `${row.connection_id} ${row.date} ${row.client_version}`}
        />
      </Panel>
    </>
  );
}
