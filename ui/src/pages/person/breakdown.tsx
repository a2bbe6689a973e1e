import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Swatch } from "../../chart/legend";
import { formatShare } from "../../format/change";
import { Failure } from "../../parts/failure";
import { Money } from "../../parts/money";
import { Panel } from "../../parts/panel";
import { type Column, RowTable, RowTableSkeleton } from "../../parts/row-table";
import { Change } from "../../spend/change";
import { type SpendAsked, spendQuery } from "../../spend/query";
import { othersOf, rowsOf, type SpendRow } from "../../spend/rows";
import styles from "./person.module.css";

interface BreakdownProps {
  asked: SpendAsked;
  by: string;
  title: string;
}

/** What one person's spend went to, by one dimension. */
export function Breakdown({ asked, by, title }: BreakdownProps) {
  const spend = useQuery(spendQuery({ ...asked, by: [by] }));
  if (spend.data === undefined) {
    return (
      <Panel title={title}>
        {spend.error === null ? (
          <RowTableSkeleton rows={3} />
        ) : (
          <Failure what="This list could not be loaded" error={spend.error} onRetry={() => spend.refetch()} />
        )}
      </Panel>
    );
  }
  const others = othersOf(spend.data);
  const rows = [...rowsOf(spend.data, [by]), ...(others === null ? [] : [others])];
  return (
    <Panel title={title}>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed" px={20} py={18}>
          Nothing was used in this period.
        </Text>
      ) : (
        <RowTable
          label={title}
          columns={columns(title, spend.data.total.net_amount_usd)}
          rows={rows}
          keyOf={({ id }) => id}
        />
      )}
    </Panel>
  );
}

function columns(title: string, total: string | null): Column<SpendRow>[] {
  return [
    {
      id: "name",
      header: title,
      phone: "lead",
      cell: ({ label, color }) => (
        <span className={styles.name}>
          <Swatch color={color} /> {label}
        </span>
      ),
    },
    {
      id: "cost",
      header: "Est. cost",
      align: "end",
      phone: "side",
      cell: ({ sums }) => <Money amount={sums.net_amount_usd} />,
    },
    {
      id: "share",
      header: "Share",
      align: "end",
      cell: ({ sums }) => formatShare(sums.net_amount_usd, total) ?? "–",
    },
    {
      id: "change",
      header: "Change",
      align: "end",
      cell: ({ before, sums }) => <Change before={before} now={sums.net_amount_usd} />,
    },
  ];
}
