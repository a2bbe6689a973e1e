import { Button, Group, Select } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Panel } from "../../parts/panel";
import { download } from "../../spend/csv";
import { dimensionOf } from "../../spend/dimensions";
import { type ExplorerSearch, TOPS } from "../../spend/search";
import { LeadDown } from "./lead-down";

interface TablePanelProps {
  by: string[];
  period: { start: string; end: string };
  search: ExplorerSearch;
  /** The table as it is shown, made when somebody wants the file. */
  csv: () => string;
  onChange: (changed: ExplorerSearch) => void;
  children: ReactNode;
}

/** The answer as a table: how many rows it has, and the same rows as a file. */
export function TablePanel({ by, period, search, csv, onChange, children }: TablePanelProps) {
  const name = `stackspend-${[...by, period.start, period.end].join("-").replace(/[^\w.-]+/g, "_")}.csv`;
  return (
    <Panel
      title={by.length === 0 ? "Total" : `By ${nameOf(by)}`}
      action={
        <Group gap="xs">
          <LeadDown of="all that is shown" filters={search.filter ?? []} search={search} />
          <Select
            size="xs"
            w={112}
            aria-label="Rows"
            value={String(search.top ?? TOPS[0])}
            onChange={(top) => top !== null && onChange({ top: Number(top) })}
            data={TOPS.map((top) => ({ value: String(top), label: `Top ${top}` }))}
            allowDeselect={false}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            onClick={() => download(csv(), name)}
          >
            CSV
          </Button>
        </Group>
      }
    >
      {children}
    </Panel>
  );
}

/** "model and team". */
export function nameOf(by: string[]): string {
  return by.length === 0 ? "nothing" : by.map((id) => dimensionOf(id).label.toLowerCase()).join(" and ");
}
