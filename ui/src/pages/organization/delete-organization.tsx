import { Anchor, Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useMay } from "../../access/roles";
import { useDeleteOrganization } from "../../api/commands";
import { accountQuery } from "../../api/people";
import { meQuery } from "../../api/queries";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";

/** The end of the organization, for its owners. */
export function DeleteOrganization({ name }: { name: string }) {
  const { data: me } = useQuery(meQuery);
  const isOwner = useMay("owner");
  const [isAsked, asking] = useDisclosure(false);
  if (!isOwner || me?.organization.is_sample === true) {
    return null;
  }
  return (
    <Panel
      title="Delete organization"
      hint="Everything of it, for everybody and for good. Nothing can bring it back."
      action={
        <Button variant="default" size="xs" c="var(--ss-bad-ink)" onClick={asking.open}>
          Delete organization
        </Button>
      }
    >
      <Modal opened={isAsked} onClose={asking.close} title={<Text fw={600}>Delete {name}?</Text>}>
        <Confirm name={name} onClose={asking.close} />
      </Modal>
    </Panel>
  );
}

function Confirm({ name, onClose }: { name: string; onClose: () => void }) {
  const account = useQuery(accountQuery);
  const [typed, setTyped] = useState("");
  const [password, setPassword] = useState("");
  const end = useDeleteOrganization();
  const hasPassword = account.data?.has_password !== false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    end.mutate({ name: typed, password: hasPassword ? password : null });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">
          All telemetry and spend, members, API keys, providers, budgets, alerts and the audit are gone. Senders are
          refused within two seconds, and everybody is signed out. Download what you want to keep first: the audit is
          under{" "}
          <Anchor component={Link} to="/dashboard/settings/audit" inherit underline="always">
            Settings – Audit
          </Anchor>
          .
        </Text>
        <TextInput
          label="Name of the organization"
          description={`Type ${name} to confirm.`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        {hasPassword && (
          <PasswordInput
            label="Your password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
          />
        )}
        {end.error !== null && <Failure what="Nothing was deleted" error={end.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            color="red.9"
            loading={end.isPending || end.isSuccess}
            disabled={typed.trim() !== name || (hasPassword && password === "")}
          >
            Delete for good
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
