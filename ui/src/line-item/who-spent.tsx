import { Text, Tooltip } from "@mantine/core";
import type { LineItem } from "../api/types";
import { HowFound } from "../parts/how-found";

/** The person, and under it the team, each with how it was found. */
export function WhoSpent({ item }: { item: LineItem }) {
  return (
    <>
      <div>
        <Person item={item} /> {item.user !== null && <HowFound how={item.attribution} />}
      </div>
      {item.team !== null && (
        <Text size="xs" c="dimmed" component="div">
          {item.team} <HowFound how={item.team_attribution} />
        </Text>
      )}
    </>
  );
}

/** The person as the ledger names them: e-mail, else an account or installation ID cut short, else unknown. */
export function Person({ item }: { item: LineItem }) {
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
