import { Button, Group, Select } from "@mantine/core";
import { IconDownload, IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useState } from "react";
import { downloadAddress } from "../../api/client";
import { type AuditFilters, auditAddress, auditChoicesQuery, auditQuery } from "../../api/queries";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { auditColumns } from "./audit-columns";
import styles from "./audit-page.module.css";
import { actionInWords, PERIODS, periodStart } from "./words";

export const route = createLazyRoute("/dashboard/settings/audit")({ component: AuditPage });

const EVERYTHING: AuditFilters = { action: null, person: null, since: null };

function AuditPage() {
  const [filters, setFilters] = useState(EVERYTHING);
  return (
    <>
      <PageHeader
        title="Audit"
        action={
          <Button
            component="a"
            href={downloadAddress(auditAddress("/audit.csv", filters))}
            download
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            Download CSV
          </Button>
        }
      >
        Every change and every sign-in: who, when, from where, and what was before and after. Nobody can alter an entry.
      </PageHeader>
      <Panel title="Entries" action={<Filters filters={filters} onChange={setFilters} />}>
        <Entries filters={filters} onClear={() => setFilters(EVERYTHING)} />
      </Panel>
    </>
  );
}

function Filters({ filters, onChange }: { filters: AuditFilters; onChange: (filters: AuditFilters) => void }) {
  const { data: choices } = useQuery(auditChoicesQuery);
  const [period, setPeriod] = useState<string | null>(null);
  return (
    <Group gap="xs" className={styles.filters ?? ""}>
      <Select
        size="xs"
        aria-label="Action"
        placeholder="Any action"
        clearable
        searchable
        value={filters.action}
        onChange={(action) => onChange({ ...filters, action })}
        data={(choices?.actions ?? []).map((action) => ({ value: action, label: actionInWords(action) }))}
      />
      <Select
        size="xs"
        aria-label="Person"
        placeholder="Anybody"
        clearable
        searchable
        value={filters.person}
        onChange={(person) => onChange({ ...filters, person })}
        data={choices?.people ?? []}
      />
      <Select
        size="xs"
        aria-label="Time"
        placeholder="Any time"
        clearable
        value={period}
        onChange={(days) => {
          setPeriod(days);
          onChange({ ...filters, since: days === null ? null : periodStart(days, Date.now()) });
        }}
        data={PERIODS}
      />
    </Group>
  );
}

function Entries({ filters, onClear }: { filters: AuditFilters; onClear: () => void }) {
  const audit = useInfiniteQuery(auditQuery(filters));
  const rows = audit.data?.pages.flatMap((page) => page.rows);
  if (rows === undefined) {
    return audit.error === null ? (
      <RowTableSkeleton rows={8} />
    ) : (
      <Failure what="The audit could not be loaded" error={audit.error} onRetry={() => audit.refetch()} />
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={IconHistory}
        title="No such entry"
        action={
          <Button variant="default" onClick={onClear}>
            Show everything
          </Button>
        }
      >
        Nothing of this kind was done in this time.
      </EmptyState>
    );
  }
  return (
    <>
      <RowTable label="Audit" columns={auditColumns} rows={rows} keyOf={(entry) => entry.id} />
      {audit.hasNextPage && (
        <Group justify="center" p="md">
          <Button variant="default" loading={audit.isFetchingNextPage} onClick={() => audit.fetchNextPage()}>
            Show older entries
          </Button>
        </Group>
      )}
    </>
  );
}
