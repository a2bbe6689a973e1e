import { Button, Group, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDownload, IconPlus, IconSearch, IconUpload, IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../access/roles";
import { downloadAddress } from "../../api/client";
import { apiKeysQuery, mappingsQuery } from "../../api/queries";
import type { MappingRule } from "../../api/types";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { AddRuleModal } from "./add-rule-modal";
import { ImportModal } from "./import-modal";
import { mappingColumns } from "./mapping-columns";
import { RemoveRuleModal } from "./remove-rule-modal";
import { idOf, matches } from "./rules";

export const route = createLazyRoute("/dashboard/settings/mappings")({ component: MappingsPage });

const MOST_SHOWN = 200;

function MappingsPage() {
  const [isAdding, adding] = useDisclosure(false);
  const [isImporting, importing] = useDisclosure(false);
  const mayChange = useMay("admin");
  return (
    <>
      <PageHeader
        title="Teams and mapping"
        action={
          mayChange && (
            <Group gap="xs">
              <Button variant="default" leftSection={<IconUpload size={16} />} onClick={importing.open}>
                Import CSV
              </Button>
              <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
                Add rule
              </Button>
            </Group>
          )
        }
      >
        Whose usage belongs to which team, cost centre and project, for the past as for the future.
      </PageHeader>
      <Rules onAdd={adding.open} />
      <AddRuleModal isOpen={isAdding} onClose={adding.close} />
      <ImportModal isOpen={isImporting} onClose={importing.close} />
    </>
  );
}

function Rules({ onAdd }: { onAdd: () => void }) {
  const [sought, setSought] = useState("");
  const rules = useQuery(mappingsQuery);
  const found = rules.data?.filter((rule) => matches(rule, sought));
  return (
    <Panel
      title="Rules"
      hint="The most specific wins: e-mail, then key, tag and domain."
      action={
        <Group gap="xs">
          <TextInput
            size="xs"
            aria-label="Find a rule"
            placeholder="Find a rule"
            leftSection={<IconSearch size={14} />}
            value={sought}
            onChange={(event) => setSought(event.currentTarget.value)}
          />
          <Button
            component="a"
            href={downloadAddress("/mappings.csv")}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
          >
            Download CSV
          </Button>
        </Group>
      }
    >
      {rules.data === undefined && rules.error === null && <RowTableSkeleton />}
      {rules.data === undefined && rules.error !== null && (
        <Failure what="The rules could not be loaded" error={rules.error} onRetry={() => rules.refetch()} />
      )}
      {rules.data !== undefined && found?.length === 0 && <NoRules isNarrowed={rules.data.length > 0} onAdd={onAdd} />}
      {found !== undefined && found.length > 0 && <RuleRows rules={found} />}
    </Panel>
  );
}

function RuleRows({ rules }: { rules: MappingRule[] }) {
  const [edited, setEdited] = useState<string | null>(null);
  const [toRemove, setToRemove] = useState<MappingRule | null>(null);
  const [most, setMost] = useState(MOST_SHOWN);
  const { data: keys } = useQuery(apiKeysQuery);
  const mayChange = useMay("admin");
  return (
    <>
      <RowTable
        label="Mapping rules"
        columns={mappingColumns({ keys, mayChange, edited, onEdit: setEdited, onRemove: setToRemove })}
        rows={rules.slice(0, most)}
        keyOf={idOf}
      />
      {rules.length > most && (
        <Group justify="center" p="md">
          <Button variant="default" onClick={() => setMost(most + MOST_SHOWN)}>
            Show more of {rules.length.toLocaleString("en-US")} rules
          </Button>
        </Group>
      )}
      <RemoveRuleModal rule={toRemove} onClose={() => setToRemove(null)} />
    </>
  );
}

function NoRules({ isNarrowed, onAdd }: { isNarrowed: boolean; onAdd: () => void }) {
  const mayChange = useMay("admin");
  return (
    <EmptyState
      icon={IconUsersGroup}
      title={isNarrowed ? "No such rule" : "No rules yet"}
      action={
        mayChange && (
          <Button variant="default" onClick={onAdd}>
            Add a rule
          </Button>
        )
      }
    >
      {isNarrowed
        ? "No rule has these words in it."
        : "Begin with a domain, so that everybody's usage has a team. Then name those who belong elsewhere."}
    </EmptyState>
  );
}
