import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../../access/roles";
import { Failure } from "../../parts/failure";
import { Money } from "../../parts/money";
import { Panel } from "../../parts/panel";
import { type Column, RowTable } from "../../parts/row-table";
import { TimeAgo } from "../../parts/time-ago";
import { type UnpricedModel, unpricedModelsQuery } from "./api";
import styles from "./prices.module.css";

/** Is not there while every model has a price, which is as it should be. */
export function UnpricedModels() {
  const models = useQuery(unpricedModelsQuery);
  const mayChange = useMay("admin");
  if (models.data === undefined && models.error !== null) {
    return <Failure what="Unpriced models could not be loaded" error={models.error} onRetry={() => models.refetch()} />;
  }
  if (models.data === undefined || models.data.length === 0) {
    return null;
  }
  return (
    <Panel
      title="In use without a list price"
      hint="Within the last 90 days. Such usage has no list cost, which is not $0."
    >
      <RowTable
        label="Models without a list price"
        columns={mayChange ? [...COLUMNS, ADD] : COLUMNS}
        rows={models.data}
        keyOf={({ model }) => model ?? ""}
      />
    </Panel>
  );
}

const COLUMNS: Column<UnpricedModel>[] = [
  {
    id: "model",
    header: "Model",
    phone: "lead",
    cell: ({ model, reason }) => (
      <>
        <Text inherit fw={500} className={styles.model ?? ""}>
          {model ?? "No model stated"}
        </Text>
        <Text size="xs" c="dimmed" className={styles.reason ?? ""}>
          {reason}
        </Text>
      </>
    ),
  },
  {
    id: "items",
    header: "Line items",
    align: "end",
    phone: "detail",
    cell: ({ line_items: count }) => (
      <>
        {count.toLocaleString("en-US")}
        <span className={styles.onPhone}> line items</span>
      </>
    ),
  },
  { id: "used", header: "Last used", phone: "detail", cell: ({ last_used: at }) => <TimeAgo at={at} /> },
  {
    id: "reported",
    header: "Reported by clients",
    align: "end",
    cell: ({ reported_cost_usd: amount }) => <Money amount={amount} reason="The clients stated no cost either." />,
  },
];

const ADD: Column<UnpricedModel> = {
  id: "add",
  header: <span className={styles.unseen}>Add</span>,
  align: "end",
  phone: "side",
  cell: ({ model }) =>
    model !== null && (
      <Link to="/dashboard/settings/prices" search={{ add: model }} resetScroll={false} className={styles.add ?? ""}>
        Add a price<span className={styles.unseen}> of {model}</span>
      </Link>
    ),
};
