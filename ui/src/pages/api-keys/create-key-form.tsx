import { Button, Checkbox, Group, Select, Skeleton, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useMintApiKey } from "../../api/commands";
import { providersQuery, scopesQuery } from "../../api/queries";
import type { MintedApiKey } from "../../api/types";
import { Failure } from "../../parts/failure";
import styles from "./api-keys.module.css";

interface CreateKeyFormProps {
  onMinted: (minted: MintedApiKey) => void;
  onCancel: () => void;
}

export function CreateKeyForm({ onMinted, onCancel }: CreateKeyFormProps) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>([]);
  const [connectionId, setConnectionId] = useState<string | null>(null);
  const mint = useMintApiKey();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mint.mutate({ name: name.trim(), scopes, connection_id: connectionId }, { onSuccess: onMinted });
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
        <ProviderChoice connectionId={connectionId} onConnectionId={setConnectionId} />
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
      description="Optional. The key then works for this provider and no other."
      placeholder="All providers"
      clearable
      value={connectionId}
      onChange={onConnectionId}
      data={(providers ?? []).map((provider) => ({ value: provider.connection_id, label: provider.name }))}
    />
  );
}
