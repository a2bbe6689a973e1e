import { Button, Stack } from "@mantine/core";
import { IconBell, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useState } from "react";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { useMay } from "../../warning/use-may";
import { type Channel, channelsQuery, useTestChannel } from "./api";
import { channelColumns } from "./channel-columns";
import { ChannelModal } from "./channel-modal";
import { DeliveryLog } from "./delivery-log";
import { RemoveChannelModal } from "./remove-channel-modal";
import { ReportTimesPanel } from "./report-times-panel";
import { RotateSecretModal } from "./rotate-secret-modal";

export const route = createLazyRoute("/dashboard/settings/notifications")({ component: ChannelsPage });

function ChannelsPage() {
  const [edited, setEdited] = useState<Channel | "new" | null>(null);
  const [toRemove, setToRemove] = useState<Channel | null>(null);
  const [toRotate, setToRotate] = useState<Channel | null>(null);
  const maySet = useMay("admin");
  const channels = useQuery(channelsQuery);
  const test = useTestChannel();
  const actions = { onTest: test.mutate, onEdit: setEdited, onRotate: setToRotate, onRemove: setToRemove };
  const add = maySet && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited("new")}>
      Add channel
    </Button>
  );
  return (
    <>
      <PageHeader title="Notifications" action={add}>
        Where alerts and reports go: e-mail, chat and signed webhooks, chosen by team and severity.
      </PageHeader>
      <Stack gap="lg">
        {test.error !== null && <Failure what="The test was not sent" error={test.error} />}
        <Panel title="Channels">
          {channels.data === undefined && channels.error === null && <RowTableSkeleton />}
          {channels.data === undefined && channels.error !== null && (
            <Failure
              what="The channels could not be loaded"
              error={channels.error}
              onRetry={() => channels.refetch()}
            />
          )}
          {channels.data?.length === 0 && (
            <EmptyState icon={IconBell} title="No channels yet">
              Alerts stay in the Inbox until {maySet ? "you add a channel" : "an administrator adds a channel"}.
            </EmptyState>
          )}
          {channels.data !== undefined && channels.data.length > 0 && (
            <RowTable
              label="Channels"
              columns={channelColumns(maySet ? actions : null)}
              rows={channels.data}
              keyOf={(channel) => channel.id}
              isDimmed={(channel) => !channel.active}
            />
          )}
        </Panel>
        <ReportTimesPanel />
        <DeliveryLog channels={channels.data ?? []} />
      </Stack>
      <ChannelModal edited={edited} onClose={() => setEdited(null)} />
      <RotateSecretModal channel={toRotate} onClose={() => setToRotate(null)} />
      <RemoveChannelModal channel={toRemove} onClose={() => setToRemove(null)} />
    </>
  );
}
