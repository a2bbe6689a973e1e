import { ActionIcon, Button, Tooltip, VisuallyHidden } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

interface CopyProps {
  value: string;
  /** What is copied, as it stands in "Copy …". */
  what: string;
}

export function CopyIcon({ value, what }: CopyProps) {
  const clipboard = useClipboard({ timeout: 1_600 });
  return (
    <Tooltip label={clipboard.copied ? "Copied" : `Copy ${what}`} openDelay={0}>
      <ActionIcon
        aria-label={`Copy ${what}`}
        color={clipboard.copied ? "teal" : "gray"}
        onClick={() => clipboard.copy(value)}
      >
        {clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        <Said when={clipboard.copied} />
      </ActionIcon>
    </Tooltip>
  );
}

export function CopyButton({ value, what, variant = "default" }: CopyProps & { variant?: "default" | "filled" }) {
  const clipboard = useClipboard({ timeout: 1_600 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <Button
      size="xs"
      variant={variant}
      aria-label={`Copy ${what}`}
      leftSection={<Icon size={14} />}
      onClick={() => clipboard.copy(value)}
    >
      {clipboard.copied ? "Copied" : "Copy"}
      <Said when={clipboard.copied} />
    </Button>
  );
}

function Said({ when }: { when: boolean }) {
  return <VisuallyHidden aria-live="polite">{when ? "Copied to the clipboard" : ""}</VisuallyHidden>;
}
