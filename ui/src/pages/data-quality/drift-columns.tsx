import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Drift } from "../../api/types";
import { formatCount } from "../../format/quantity";
import { Money } from "../../parts/money";
import type { Column } from "../../parts/row-table";
import { Status } from "../../parts/status";
import type { Period } from "../../period/days";
import styles from "./data-quality.module.css";
import { isSame, signedUsd } from "./words";

export function driftColumns(period: Period, onItem: (id: string) => void): Column<Drift>[] {
  return [
    { id: "model", header: "Model", phone: "lead", cell: (drift) => <Explored drift={drift} period={period} /> },
    {
      id: "version",
      header: "Client",
      phone: "detail",
      cell: ({ client_version: v }) => v ?? <Unknown>Not stated</Unknown>,
    },
    { id: "items", header: "Compared", align: "end", cell: ({ line_items: items }) => formatCount(items) },
    { id: "reported", header: "Reported", align: "end", cell: (drift) => <Compared drift={drift} of="reported" /> },
    { id: "list", header: "List", align: "end", cell: (drift) => <Compared drift={drift} of="list" /> },
    { id: "drift", header: "Difference", align: "end", phone: "side", cell: (drift) => <Difference drift={drift} /> },
    { id: "unpriced", header: "Unlisted", align: "end", cell: ({ unpriced }) => formatCount(unpriced) },
    { id: "unreported", header: "Unreported", align: "end", cell: ({ unreported }) => formatCount(unreported) },
    { id: "assumed", header: "Assumed", align: "end", cell: ({ assumed }) => formatCount(assumed) },
    {
      id: "largest",
      header: "Differs most",
      phone: "action",
      cell: ({ largest_line_item_id: id, drift_usd: drift, model }) =>
        id !== null &&
        !isSame(drift) && (
          <button
            type="button"
            className={styles.link}
            onClick={() => onItem(id)}
            aria-label={`The line item of ${model ?? "an unnamed model"} that differs most`}
          >
            Line item
          </button>
        ),
    },
  ];
}

/** Leads to the line items' place in the Explorer. */
function Explored({ drift: { model, client_version: version }, period }: { drift: Drift; period: Period }) {
  const filter = [`model:${model ?? ""}`, `client_version:${version ?? ""}`];
  return (
    <Link
      to="/dashboard/explorer"
      search={{ from: period.start, to: period.end, by: ["session"], filter }}
      className={styles.link ?? ""}
    >
      {model ?? "Unknown model"}
    </Link>
  );
}

/** Without a line item that has both costs there is nothing to compare, and no sum of nothing. */
function Compared({ drift, of: which }: { drift: Drift; of: "reported" | "list" }) {
  if (drift.line_items === 0) {
    return <Unknown>unknown</Unknown>;
  }
  return <Money amount={which === "reported" ? drift.reported_cost_usd : drift.list_cost_usd} />;
}

function Difference({ drift }: { drift: Drift }) {
  if (drift.line_items === 0) {
    return <Unknown>unknown</Unknown>;
  }
  const share =
    drift.drift_percent === null || isSame(drift.drift_usd) ? "" : ` (${drift.drift_percent.replace("-", "−")}%)`;
  const words = `${signedUsd(drift.drift_usd)}${share}`;
  return drift.notable ? <Status tone="warn">{words}</Status> : <span className="tabular">{words}</span>;
}

function Unknown({ children }: { children: string }) {
  return (
    <Text span inherit c="dimmed" fs="italic">
      {children}
    </Text>
  );
}
