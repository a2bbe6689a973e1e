import { Button, Group, Stack, Text } from "@mantine/core";
import type { SentInvitation } from "../../api/people";
import { SecretOnce } from "../../parts/secret-once";

/** The link of an invitation, in the one moment in which it is known. */
export function InvitationLink({ sent, onDone }: { sent: SentInvitation; onDone: () => void }) {
  return (
    <Stack gap="md">
      <Text size="sm">
        {sent.was_sent
          ? `A letter with the link is on its way to ${sent.invitation.email}.`
          : `No letter was sent: give this link to ${sent.invitation.email} yourself.`}{" "}
        It works once, within 7 days.
      </Text>
      <SecretOnce label="Invitation link" secret={sent.url} />
      <Group justify="flex-end">
        <Button onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  );
}
