import { SimpleGrid, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Money } from "../../parts/money";
import { Panel } from "../../parts/panel";
import { type Column, RowTable } from "../../parts/row-table";
import { Change } from "../../spend/change";
import { filtersOf, kindOf, nameOf } from "../../warning/scopes";
import type { Report, ReportPart, ScopeKind } from "../../warning/types";
import styles from "./report.module.css";

/** Who and what spent it: a table for each kind, whose rows add up to the total. */
export function ReportParts({ report }: { report: Report }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 3 }} spacing="lg">
      {report.parts.map(({ by, parts }) => (
        <Panel key={by} title={`By ${kindOf(by).one.toLowerCase()}`}>
          {parts.length === 0 ? (
            <Text size="sm" c="dimmed" px={20} py="md">
              Nothing was spent.
            </Text>
          ) : (
            <RowTable
              label={`By ${kindOf(by).one.toLowerCase()}`}
              columns={columns(by, report)}
              rows={parts}
              keyOf={(part) => part.name ?? ""}
            />
          )}
        </Panel>
      ))}
    </SimpleGrid>
  );
}

function columns(by: ScopeKind, { start_date: from, end_date: to }: Report): Column<ReportPart>[] {
  return [
    {
      id: "name",
      header: kindOf(by).one,
      phone: "lead",
      cell: ({ name }) =>
        name === null ? (
          <Text span inherit c="dimmed">
            Everything else
          </Text>
        ) : (
          <Link
            to="/dashboard/explorer"
            search={{ from, to, filter: filtersOf({ kind: by, value: name }) ?? [] }}
            title={name}
            className={styles.name ?? ""}
          >
            {nameOf({ kind: by, value: name })}
          </Link>
        ),
    },
    {
      id: "amount",
      header: "Spent",
      align: "end",
      phone: "side",
      cell: (part) => <Money amount={part.amount_usd} />,
    },
    {
      id: "change",
      header: "Change",
      align: "end",
      phone: "detail",
      cell: (part) => <Change before={part.before_usd} now={part.amount_usd} />,
    },
  ];
}
