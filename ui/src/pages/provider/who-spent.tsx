import { Text, Tooltip } from "@mantine/core";
import type { LineItem } from "../../api/types";

/** The person as the telemetry names them: e-mail, else an account or installation ID cut short, else unknown. */
export function WhoSpent({ item }: { item: LineItem }) {
  if (item.user_email !== null) {
    return <span>{item.user_email}</span>;
  }
  const id = item.account_uuid ?? item.user_id;
  if (id === null) {
    return (
      <Text span inherit c="dimmed" fs="italic">
        Unknown user
      </Text>
    );
  }
  return (
    <Tooltip label={`No e-mail was sent; ${item.account_uuid === null ? "user" : "account"} ${id}`}>
      <Text span ff="monospace" fz={12}>
        {id.slice(0, 8)}…
      </Text>
    </Tooltip>
  );
}
