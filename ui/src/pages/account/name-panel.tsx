import { Button, Group, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type OwnAccount, useRename } from "../../api/people";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import styles from "./account.module.css";

export function NamePanel({ account }: { account: OwnAccount }) {
  const [name, setName] = useState(account.name ?? "");
  const rename = useRename();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate(name);
  };
  return (
    <Panel title="You" hint={account.email}>
      <form onSubmit={submit} className={styles.body}>
        <Stack gap="md">
          <Group align="flex-end" gap="sm" wrap="nowrap">
            <TextInput
              label="Name"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              autoComplete="name"
              maxLength={100}
              className={styles.field ?? ""}
            />
            <Button
              type="submit"
              variant="default"
              loading={rename.isPending}
              disabled={name.trim() === "" || name.trim() === account.name}
            >
              Save
            </Button>
          </Group>
          {rename.error !== null && <Failure what="The name was not saved" error={rename.error} />}
        </Stack>
      </form>
    </Panel>
  );
}
