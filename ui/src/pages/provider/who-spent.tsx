import { Text, Tooltip } from "@mantine/core";
import type { LineItem } from "../../api/types";

/** The person as the ledger names them: e-mail, else an account or installation ID cut short, else unknown. */
export function WhoSpent({ item }: { item: LineItem }) {
  if (item.user === null) {
    return (
      <Text span inherit c="dimmed" fs="italic">
        Unknown user
      </Text>
    );
  }
  if (item.user.includes("@")) {
    return <span>{item.user}</span>;
  }
  return (
    <Tooltip label={`No e-mail was sent; ${item.user === item.user_id ? "installation" : "account"} ${item.user}`}>
      <Text span ff="monospace" fz={12}>
        {item.user.slice(0, 8)}…
      </Text>
    </Tooltip>
  );
}
