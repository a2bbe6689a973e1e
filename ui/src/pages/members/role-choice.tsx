import { Radio, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { includes, ROLES } from "../../access/roles";
import { meQuery } from "../../api/queries";

/** The roles that who is signed in may give. */
export function RoleChoice({ role, onRole }: { role: string; onRole: (role: string) => void }) {
  const { data: me } = useQuery(meQuery);
  const possible = ROLES.filter((one) => me !== undefined && includes(me.member.role, one.role));
  return (
    <Radio.Group label="Role" value={role} onChange={onRole}>
      <Stack gap="xs" mt="xs">
        {possible.map((one) => (
          <Radio key={one.role} value={one.role} size="xs" label={one.title} description={one.description} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
