import { Button, Checkbox, Group, Select, SimpleGrid, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useMintApiKey } from "../../api/commands";
import { providersQuery, scopesQuery } from "../../api/queries";
import type { MintedApiKey } from "../../api/types";
import { Failure } from "../../parts/failure";
import styles from "./api-keys.module.css";

/** A stamp is for keys that send telemetry, which these scopes allow. */
const SENDING = ["usage:write", "admin"];
const FOR_EVER = "never";
const LIVES = [
  { value: FOR_EVER, label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "180", label: "In 180 days" },
  { value: "365", label: "In a year" },
];

interface Stamp {
  team: string;
  project: string;
}

const NO_STAMP: Stamp = { team: "", project: "" };

interface CreateKeyFormProps {
  onMinted: (minted: MintedApiKey) => void;
  onCancel: () => void;
}

export function CreateKeyForm({ onMinted, onCancel }: CreateKeyFormProps) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>([]);
  const [connectionId, setConnectionId] = useState<string | null>(null);
  const [life, setLife] = useState<string>(FOR_EVER);
  const [stamp, setStamp] = useState<Stamp>(NO_STAMP);
  const sends = scopes.some((scope) => SENDING.includes(scope));
  const mint = useMintApiKey();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = {
      name: name.trim(),
      scopes,
      connection_id: connectionId,
      expires_in_days: life === FOR_EVER ? null : Number(life),
      ...(sends ? stamped(stamp) : {}),
    };
    mint.mutate(wanted, { onSuccess: onMinted });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <TextInput
          label="Name"
          description="Where the key will be used, like Finance export."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          data-autofocus
        />
        <ScopeChoice scopes={scopes} onScopes={setScopes} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <ProviderChoice connectionId={connectionId} onConnectionId={setConnectionId} />
          <Select
            label="Expires"
            description="You are warned 14, 7 and 1 days before."
            data={LIVES}
            value={life}
            onChange={(value) => setLife(value ?? FOR_EVER)}
            allowDeselect={false}
          />
        </SimpleGrid>
        {sends && <StampChoice stamp={stamp} onStamp={setStamp} />}
        {mint.error !== null && <Failure what="The key was not created" error={mint.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={mint.isPending} disabled={name.trim() === "" || scopes.length === 0}>
            Create key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What everything that the key sends belongs to. */
function StampChoice({ stamp, onStamp }: { stamp: Stamp; onStamp: (stamp: Stamp) => void }) {
  return (
    <fieldset className={styles.stamp}>
      <legend>Stamp</legend>
      <Text size="xs" c="dimmed" mb="xs">
        Optional. Everything sent with the key then belongs to them, whatever mapping rules and clients say. It cannot
        be changed later.
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextInput
          label="Team"
          value={stamp.team}
          onChange={(event) => onStamp({ ...stamp, team: event.currentTarget.value })}
          maxLength={100}
        />
        <TextInput
          label="Product or project"
          value={stamp.project}
          onChange={(event) => onStamp({ ...stamp, project: event.currentTarget.value })}
          maxLength={100}
        />
      </SimpleGrid>
    </fieldset>
  );
}

function stamped({ team, project }: Stamp) {
  return { team: team.trim() || null, project: project.trim() || null };
}

function ScopeChoice({ scopes, onScopes }: { scopes: string[]; onScopes: (scopes: string[]) => void }) {
  const known = useQuery(scopesQuery);
  return (
    <Checkbox.Group label="Scopes" description="Give it no more than it needs." value={scopes} onChange={onScopes}>
      {known.error !== null && (
        <Failure what="The scopes could not be loaded" error={known.error} onRetry={() => known.refetch()} />
      )}
      {known.isPending && <Skeleton height={180} mt="xs" />}
      {known.data !== undefined && (
        <div className={styles.choices}>
          {known.data.map((scope) => (
            <Checkbox
              key={scope.scope}
              size="xs"
              value={scope.scope}
              label={
                <>
                  {scope.title} <code className={styles.scope}>{scope.scope}</code>
                </>
              }
              description={scope.description}
            />
          ))}
        </div>
      )}
    </Checkbox.Group>
  );
}

interface ProviderChoiceProps {
  connectionId: string | null;
  onConnectionId: (connectionId: string | null) => void;
}

function ProviderChoice({ connectionId, onConnectionId }: ProviderChoiceProps) {
  const { data: providers } = useQuery(providersQuery);
  return (
    <Select
      label="Only for one provider"
      description="Optional. It then sends to no other."
      placeholder="All providers"
      clearable
      value={connectionId}
      onChange={onConnectionId}
      data={(providers ?? []).map((provider) => ({ value: provider.connection_id, label: provider.name }))}
    />
  );
}
