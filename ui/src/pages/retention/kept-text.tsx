import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { providersQuery } from "../../api/queries";
import type { Provider } from "../../api/types";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { type Column, RowTable, RowTableSkeleton } from "../../parts/row-table";
import { Status } from "../../parts/status";
import styles from "./retention.module.css";

/** Whether text of people is kept, which each provider is set to by itself. */
export function KeptText() {
  const providers = useQuery(providersQuery);
  return (
    <Panel title="Text of people" hint="Prompts, answers, tool input, paths. Chosen on each provider's page.">
      {providers.data === undefined && providers.error === null && <RowTableSkeleton rows={2} />}
      {providers.data === undefined && providers.error !== null && (
        <Failure what="The providers could not be loaded" error={providers.error} onRetry={() => providers.refetch()} />
      )}
      {providers.data?.length === 0 && (
        <Text size="sm" c="dimmed" className={styles.none ?? ""}>
          There is no provider yet. A new one keeps no text.
        </Text>
      )}
      {providers.data !== undefined && providers.data.length > 0 && (
        <RowTable
          label="Text of people"
          columns={COLUMNS}
          rows={providers.data}
          keyOf={({ connection_id: id }) => id}
        />
      )}
    </Panel>
  );
}

const COLUMNS: Column<Provider>[] = [
  {
    id: "name",
    header: "Provider",
    phone: "lead",
    cell: ({ connection_id: connectionId, name }) => (
      <Link to="/dashboard/providers/$connectionId" params={{ connectionId }} className={styles.provider ?? ""}>
        {name}
      </Link>
    ),
  },
  {
    id: "text",
    header: "Text",
    phone: "detail",
    cell: ({ keeps_content: keeps }) => (
      <Status tone={keeps ? "warn" : "good"}>{keeps ? "Kept as it is sent" : "Removed on arrival"}</Status>
    ),
  },
];
