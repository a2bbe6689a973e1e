import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { formatUsd } from "../../format/money";
import { Failure } from "../../parts/failure";
import { useRemoveBudget } from "../../warning/commands";
import { nameOf } from "../../warning/scopes";
import type { Budget } from "../../warning/types";
import { everyOf } from "../../warning/windows";

export function RemoveBudgetModal({ budget, onClose }: { budget: Budget | null; onClose: () => void }) {
  const title = budget === null ? "" : `Remove the budget of ${nameOf(budget.scope)}?`;
  return (
    <Modal opened={budget !== null} onClose={onClose} title={<Text fw={600}>{title}</Text>}>
      {budget !== null && <Confirm budget={budget} onClose={onClose} />}
    </Modal>
  );
}

function Confirm({ budget, onClose }: { budget: Budget; onClose: () => void }) {
  const remove = useRemoveBudget();
  return (
    <Stack gap="md">
      <Text size="sm">
        {formatUsd(budget.amount_usd)} {everyOf(budget.window)} is no limit any more, and its alerts resolve. The audit
        keeps what it was.
      </Text>
      {remove.error !== null && <Failure what="The budget was not removed" error={remove.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button
          color="red.9"
          loading={remove.isPending}
          onClick={() => remove.mutate(budget.id, { onSuccess: onClose })}
        >
          Remove budget
        </Button>
      </Group>
    </Stack>
  );
}
