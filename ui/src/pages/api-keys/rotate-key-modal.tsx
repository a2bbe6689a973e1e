import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useRotateApiKey } from "../../api/commands";
import type { ApiKey, RotatedApiKey } from "../../api/types";
import { formatAbsolute } from "../../format/time";
import { Failure } from "../../parts/failure";
import { SecretOnce } from "../../parts/secret-once";

const OVERLAPS = [
  { value: "0", label: "End at once" },
  { value: "1", label: "1 day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
];
const USUAL = "7";

/** How long the old key stays good, and then the new one, which has to be put away on purpose. */
export function RotateKeyModal({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const [rotated, setRotated] = useState<RotatedApiKey | null>(null);
  const close = () => {
    setRotated(null);
    onClose();
  };
  return (
    <Modal
      opened={apiKey !== null}
      onClose={close}
      size="lg"
      title={<Text fw={600}>{rotated === null ? `Rotate “${apiKey?.name ?? ""}”` : "The new key"}</Text>}
      closeOnClickOutside={rotated === null}
      closeOnEscape={rotated === null}
      withCloseButton={rotated === null}
    >
      {apiKey !== null && rotated === null && <Choose apiKey={apiKey} onRotated={setRotated} onCancel={close} />}
      {rotated !== null && <Rotated rotated={rotated} onDone={close} />}
    </Modal>
  );
}

interface ChooseProps {
  apiKey: ApiKey;
  onRotated: (rotated: RotatedApiKey) => void;
  onCancel: () => void;
}

function Choose({ apiKey, onRotated, onCancel }: ChooseProps) {
  const [overlap, setOverlap] = useState(USUAL);
  const rotate = useRotateApiKey();
  return (
    <Stack gap="lg">
      <Text size="sm">
        The new key has the same name, scopes, provider and stamp. Put it where <code>{apiKey.prefix}…</code> is; until
        the old key ends, both are good.
      </Text>
      <Select
        label="The old key stays good for"
        data={OVERLAPS}
        value={overlap}
        onChange={(value) => setOverlap(value ?? USUAL)}
        allowDeselect={false}
        data-autofocus
      />
      {rotate.error !== null && <Failure what="The key was not rotated" error={rotate.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          loading={rotate.isPending}
          onClick={() => rotate.mutate({ id: apiKey.id, overlapDays: Number(overlap) }, { onSuccess: onRotated })}
        >
          Rotate key
        </Button>
      </Group>
    </Stack>
  );
}

function Rotated({ rotated, onDone }: { rotated: RotatedApiKey; onDone: () => void }) {
  const { predecessor } = rotated;
  return (
    <Stack gap="md">
      <SecretOnce label="API key" secret={rotated.key} />
      <Text size="sm" c="dimmed">
        {predecessor.state === "active" && predecessor.expires_at !== null ? (
          <>
            <code>{predecessor.prefix}…</code> stays good until {formatAbsolute(predecessor.expires_at)}. Open it in the
            list to see who still uses it.
          </>
        ) : (
          <>
            <code>{predecessor.prefix}…</code> is not good any more.
          </>
        )}
      </Text>
      <Group justify="flex-end">
        <Button onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  );
}
