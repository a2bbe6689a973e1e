import { Tooltip } from "@mantine/core";
import { IconMessages, IconReceipt } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMay } from "../../access/roles";
import { readPeriod } from "../../period/presets";
import type { ExplorerSearch, ListSearch } from "../../spend/search";
import styles from "./drill-down.module.css";

interface LeadDownProps {
  /** What they are of, for those who do not see the row. */
  of: string;
  filters: string[];
  search: ExplorerSearch;
}

/** To the sessions of a row and to its line items; the latter quote telemetry, which a viewer does not see. */
export function LeadDown({ of, filters, search }: LeadDownProps) {
  const mayRead = useMay("member");
  const list: ListSearch = { ...readPeriod({ ...search }), ...(filters.length > 0 ? { filter: filters } : {}) };
  return (
    <span className={styles.down}>
      <Tooltip label="Sessions">
        <Link to="/dashboard/sessions" search={list} aria-label={`Sessions of ${of}`} className={styles.way ?? ""}>
          <IconMessages size={15} aria-hidden="true" />
        </Link>
      </Tooltip>
      {mayRead && (
        <Tooltip label="Line items">
          <Link
            to="/dashboard/line-items"
            search={list}
            aria-label={`Line items of ${of}`}
            className={styles.way ?? ""}
          >
            <IconReceipt size={15} aria-hidden="true" />
          </Link>
        </Tooltip>
      )}
    </span>
  );
}
