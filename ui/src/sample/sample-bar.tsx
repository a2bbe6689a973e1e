import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowLeft, IconFlask, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "../api/queries";
import { useLeaveSample, useRemoveSample } from "../api/sample";
import { Failure } from "../parts/failure";
import styles from "./sample-bar.module.css";

/** Stands above every page of the sample, so that nobody takes it for real spend. */
export function SampleBar() {
  const { data: me } = useQuery(meQuery);
  const leave = useLeaveSample();
  const [isAsked, asking] = useDisclosure(false);
  if (me?.organization.is_sample !== true) {
    return null;
  }
  const canRemove = me.member.role === "owner" || me.member.role === "admin";
  return (
    <section className={styles.bar} aria-label="Sample data">
      <div className={styles.inner}>
        <div className={styles.words}>
          <IconFlask size={16} aria-hidden="true" className={styles.sign} />
          <span>
            <b>Sample data.</b> <span className={styles.more}>Invented people and spend; nothing here is yours.</span>
          </span>
        </div>
        <Group gap={6} wrap="nowrap">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowLeft size={14} />}
            loading={leave.isPending}
            onClick={() => leave.mutate()}
          >
            Leave
          </Button>
          {canRemove && (
            <Button size="compact-sm" variant="default" leftSection={<IconTrash size={14} />} onClick={asking.open}>
              Remove
            </Button>
          )}
        </Group>
      </div>
      {leave.error !== null && <Failure what="The sample could not be left" error={leave.error} />}
      <Modal opened={isAsked} onClose={asking.close} title={<Text fw={600}>Remove the sample data?</Text>}>
        <Confirm onClose={asking.close} />
      </Modal>
    </section>
  );
}

function Confirm({ onClose }: { onClose: () => void }) {
  const remove = useRemoveSample();
  return (
    <Stack gap="md">
      <Text size="sm">
        Nothing of it stays, for anybody. Your own telemetry is not touched, and the sample can be made again.
      </Text>
      {remove.error !== null && <Failure what="The sample was not removed" error={remove.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button color="red.9" loading={remove.isPending} onClick={() => remove.mutate()}>
          Remove sample data
        </Button>
      </Group>
    </Stack>
  );
}
