import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { Failure } from "../../parts/failure";
import { type Channel, useRemoveChannel } from "./api";

export function RemoveChannelModal({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const remove = useRemoveChannel();
  return (
    <Modal
      opened={channel !== null}
      onClose={onClose}
      title={<Text fw={600}>{`Remove “${channel?.name ?? ""}”?`}</Text>}
    >
      <Stack gap="md">
        <Text size="sm">
          Nothing is told there any more, what still waits included, and its deliveries leave the log.
        </Text>
        {remove.error !== null && <Failure what="The channel was not removed" error={remove.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button
            color="red.9"
            loading={remove.isPending}
            onClick={() => channel !== null && remove.mutate(channel.id, { onSuccess: onClose })}
          >
            Remove channel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
