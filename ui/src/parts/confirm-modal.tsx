import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Failure } from "./failure";

interface Doing<T> {
  mutate: (about: T, then: { onSuccess: () => void }) => void;
  isPending: boolean;
  error: Error | null;
}

interface ConfirmModalProps<S, T> {
  /** What it is about; null closes it. */
  about: S | null;
  onClose: () => void;
  title: (about: S) => string;
  /** What follows from it, in a sentence or two. */
  children: (about: S) => ReactNode;
  /** "Remove budget". */
  action: string;
  /** "The budget was not removed". */
  failed: string;
  /** The mutation, made anew each time it is asked, so that an old failure is not shown again. */
  useDoing: () => Doing<T>;
  /** What the mutation is told. */
  told: (about: S) => T;
}

/** Asks before something that cannot be undone; what is safe has the focus. */
export function ConfirmModal<S, T>({ about, onClose, title, ...asked }: ConfirmModalProps<S, T>) {
  return (
    <Modal opened={about !== null} onClose={onClose} title={<Text fw={600}>{about === null ? "" : title(about)}</Text>}>
      {about !== null && <Confirm about={about} onClose={onClose} {...asked} />}
    </Modal>
  );
}

type ConfirmProps<S, T> = Omit<ConfirmModalProps<S, T>, "about" | "title"> & { about: S };

function Confirm<S, T>({ about, onClose, children, action, failed, useDoing, told }: ConfirmProps<S, T>) {
  const doing = useDoing();
  return (
    <Stack gap="md">
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {children(about)}
      </Text>
      {doing.error !== null && <Failure what={failed} error={doing.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button
          color="red.9"
          loading={doing.isPending}
          onClick={() => doing.mutate(told(about), { onSuccess: onClose })}
        >
          {action}
        </Button>
      </Group>
    </Stack>
  );
}
