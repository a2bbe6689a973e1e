import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useRemoveMapping } from "../../api/commands";
import type { MappingRule } from "../../api/types";
import { Failure } from "../../parts/failure";
import { inWords } from "./rules";

export function RemoveRuleModal({ rule, onClose }: { rule: MappingRule | null; onClose: () => void }) {
  return (
    <Modal opened={rule !== null} onClose={onClose} title={<Text fw={600}>Remove this rule?</Text>}>
      {rule !== null && <Confirm rule={rule} onClose={onClose} />}
    </Modal>
  );
}

function Confirm({ rule, onClose }: { rule: MappingRule; onClose: () => void }) {
  const remove = useRemoveMapping();
  return (
    <Stack gap="md">
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        Usage of <b>{rule.pattern}</b> is no longer given {inWords(rule)}, in reports of the past too. Other rules and
        what senders declare then decide.
      </Text>
      {remove.error !== null && <Failure what="The rule was not removed" error={remove.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button color="red.9" loading={remove.isPending} onClick={() => remove.mutate(rule, { onSuccess: onClose })}>
          Remove rule
        </Button>
      </Group>
    </Stack>
  );
}
