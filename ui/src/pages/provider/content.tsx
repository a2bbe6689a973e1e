import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useChooseContent } from "../../api/commands";
import type { Provider } from "../../api/types";
import { Failure } from "../../parts/failure";
import { Notice } from "../../parts/notice";
import { Panel } from "../../parts/panel";
import { Status } from "../../parts/status";
import styles from "./content.module.css";

/** Whether prompts, answers and the like are removed before anything is stored. Keeping them is a deliberate step. */
export function Content({ provider }: { provider: Provider }) {
  const [isAsking, asking] = useDisclosure(false);
  const choose = useChooseContent(provider.connection_id);
  return (
    <Panel
      title="Text of people"
      hint="Prompts, answers, tool input, file paths and document addresses that senders may include."
      action={
        provider.keeps_content ? (
          <Button size="xs" variant="default" loading={choose.isPending} onClick={() => choose.mutate(false)}>
            Remove from now on
          </Button>
        ) : (
          <Button size="xs" variant="default" onClick={asking.open}>
            Keep everything…
          </Button>
        )
      }
    >
      <div className={styles.body}>
        {choose.error !== null && <Failure what="This was not changed" error={choose.error} />}
        {provider.keeps_content ? (
          <Notice tone="warn" title="Everything is kept">
            What people write reaches the raw batches of this provider as it is sent, for all who may see them.
          </Notice>
        ) : (
          <Group gap="xs">
            <Status tone="good">Removed</Status>
            <Text size="sm" c="dimmed">
              Removed on arrival, before anything is stored. Costs and tokens are the same without it.
            </Text>
          </Group>
        )}
      </div>
      <Modal opened={isAsking} onClose={asking.close} title={<Text fw={600}>Keep text of people?</Text>}>
        <Stack gap="md">
          <Text size="sm">
            From now on the raw batches of {provider.name} will hold prompts, answers, tool input and paths as they are
            sent. They may hold personal data, source code and credentials. StackSpend needs none of it.
          </Text>
          <Text size="sm">What has arrived before stays without. This choice is entered into the audit.</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={asking.close}>
              Cancel
            </Button>
            <Button
              color="red.9"
              loading={choose.isPending}
              onClick={() => choose.mutate(true, { onSettled: asking.close })}
            >
              Keep everything
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Panel>
  );
}
