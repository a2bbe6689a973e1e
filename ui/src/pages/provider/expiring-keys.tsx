import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { apiKeysQuery } from "../../api/queries";
import { Notice } from "../../parts/notice";

/** The provider's own keys that end soon: their senders are refused then, and never learn why. */
export function ExpiringKeys({ connectionId }: { connectionId: string }) {
  const { data: keys } = useQuery(apiKeysQuery);
  const expiring = keys?.filter((key) => key.connection_id === connectionId && key.attention !== null) ?? [];
  if (expiring.length === 0) {
    return null;
  }
  return (
    <Notice tone="warn" title={expiring.length === 1 ? "A key ends soon" : `${expiring.length} keys end soon`}>
      {expiring.map((key) => (
        <div key={key.id}>
          {key.name} ({key.prefix}…): {key.attention?.message}
        </div>
      ))}
      <Anchor component={Link} to="/dashboard/settings/api-keys" size="sm">
        Go to API keys
      </Anchor>
    </Notice>
  );
}
