import { Button, SegmentedControl } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../access/roles";
import { apiKeysQuery, providersQuery } from "../../api/queries";
import type { ApiKey } from "../../api/types";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { apiKeyColumns } from "./api-key-columns";
import { CreateKeyModal } from "./create-key-modal";
import { KeyDrawer } from "./key-drawer";
import { RevokeKeyModal } from "./revoke-key-modal";
import { RotateKeyModal } from "./rotate-key-modal";

export const route = createLazyRoute("/dashboard/settings/api-keys")({ component: ApiKeysPage });

function ApiKeysPage() {
  const [isCreating, creating] = useDisclosure(false);
  const [opened, setOpened] = useState<string | null>(null);
  const [toRotate, setToRotate] = useState<ApiKey | null>(null);
  const mayChange = useMay("admin");
  const [toRevoke, setToRevoke] = useState<ApiKey | null>(null);
  const { data: keys } = useQuery(apiKeysQuery);
  /** Asks about the key in the drawer's place. */
  const instead = (ask: (key: ApiKey) => void) => (key: ApiKey) => {
    setOpened(null);
    ask(key);
  };
  return (
    <>
      <PageHeader
        title="API keys"
        action={
          mayChange && (
            <Button leftSection={<IconPlus size={16} />} onClick={creating.open}>
              Create key
            </Button>
          )
        }
      >
        For exporters that send telemetry and for programs that read your spend. A key can do what its scopes say.
      </PageHeader>
      <Keys onCreate={creating.open} onOpen={(key) => setOpened(key.id)} />
      <KeyDrawer
        apiKey={keys?.find((key) => key.id === opened)}
        onClose={() => setOpened(null)}
        onRotate={instead(setToRotate)}
        onRevoke={instead(setToRevoke)}
      />
      <CreateKeyModal isOpen={isCreating} onClose={creating.close} />
      <RotateKeyModal apiKey={toRotate} onClose={() => setToRotate(null)} />
      <RevokeKeyModal apiKey={toRevoke} onClose={() => setToRevoke(null)} />
    </>
  );
}

function Keys({ onCreate, onOpen }: { onCreate: () => void; onOpen: (key: ApiKey) => void }) {
  const [shown, setShown] = useState<"active" | "all">("active");
  const keys = useQuery(apiKeysQuery);
  const rows = keys.data?.filter((key) => shown === "all" || key.state === "active");
  return (
    <Panel
      title="Keys"
      action={
        <SegmentedControl
          size="xs"
          aria-label="Which keys to show"
          value={shown}
          onChange={setShown}
          data={[
            { value: "active", label: "Active" },
            { value: "all", label: "All" },
          ]}
        />
      }
    >
      {rows === undefined && keys.error === null && <RowTableSkeleton />}
      {rows === undefined && keys.error !== null && (
        <Failure what="The keys could not be loaded" error={keys.error} onRetry={() => keys.refetch()} />
      )}
      {rows?.length === 0 && <NoKeys hasRevoked={keys.data?.length !== 0} onCreate={onCreate} />}
      {rows !== undefined && rows.length > 0 && <KeyRows keys={rows} onOpen={onOpen} />}
    </Panel>
  );
}

function KeyRows({ keys, onOpen }: { keys: ApiKey[]; onOpen: (key: ApiKey) => void }) {
  const { data: providers } = useQuery(providersQuery);
  return (
    <RowTable
      label="API keys"
      columns={apiKeyColumns(providers, onOpen)}
      rows={keys}
      keyOf={(key) => key.id}
      isDimmed={(key) => key.state !== "active"}
      onOpen={onOpen}
    />
  );
}

function NoKeys({ hasRevoked, onCreate }: { hasRevoked: boolean; onCreate: () => void }) {
  const mayChange = useMay("admin");
  return (
    <EmptyState
      icon={IconKey}
      title={hasRevoked ? "No active keys" : "No keys yet"}
      action={
        mayChange && (
          <Button variant="default" onClick={onCreate}>
            Create a key
          </Button>
        )
      }
    >
      A provider's page makes ingest keys with its snippets. Create a key here to read line items and rollups by the
      API.
    </EmptyState>
  );
}
