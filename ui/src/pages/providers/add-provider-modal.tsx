import { Button, Group, Modal, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { IconArrowLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useCreateProvider } from "../../api/commands";
import { providerTypesQuery } from "../../api/queries";
import type { ProviderType } from "../../api/types";
import { Failure } from "../../parts/failure";
import { ProviderTypeMark } from "../../parts/provider-type-mark";
import styles from "./add-provider-modal.module.css";

/** Choose a type, name it, create it; then the new provider's page takes over with its set-up. */
export function AddProviderModal({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [type, setType] = useState<ProviderType | null>(null);
  const close = () => {
    setType(null);
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={close} title={<Text fw={600}>Add provider</Text>} size="md">
      {type === null ? <ChooseType onChoose={setType} /> : <NameIt type={type} onBack={() => setType(null)} />}
    </Modal>
  );
}

function ChooseType({ onChoose }: { onChoose: (type: ProviderType) => void }) {
  const types = useQuery(providerTypesQuery);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        What should StackSpend listen to?
      </Text>
      {types.error !== null && (
        <Failure what="The choice could not be loaded" error={types.error} onRetry={() => types.refetch()} />
      )}
      {types.isPending && <Skeleton height={74} radius="md" />}
      {types.data?.map((type) => (
        <button key={type.type} type="button" className={styles.choice} onClick={() => onChoose(type)}>
          <ProviderTypeMark type={type.type} />
          <span className={styles.words}>
            <Text fw={600} size="md">
              {type.title}
            </Text>
            <Text size="sm" c="dimmed">
              {type.description}
            </Text>
          </span>
          <IconChevronRight size={16} aria-hidden="true" className={styles.faint} />
        </button>
      ))}
    </Stack>
  );
}

function NameIt({ type, onBack }: { type: ProviderType; onBack: () => void }) {
  const [name, setName] = useState("");
  const create = useCreateProvider();
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { type: type.type, name: name.trim() },
      {
        onSuccess: ({ connection_id: connectionId }) =>
          navigate({ to: "/dashboard/providers/$connectionId", params: { connectionId } }),
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Group gap={12} wrap="nowrap">
          <ProviderTypeMark type={type.type} />
          <Text fw={600}>{type.title}</Text>
        </Group>
        <TextInput
          label="Name"
          description="As your colleagues will read it, like Claude Team or Claude CI."
          placeholder="Claude Team"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          data-autofocus
          autoFocus
        />
        {create.error !== null && <Failure what="The provider was not created" error={create.error} />}
        <Group justify="space-between" mt="xs">
          <Button variant="subtle" color="gray" leftSection={<IconArrowLeft size={15} />} onClick={onBack}>
            Back
          </Button>
          <Button type="submit" loading={create.isPending} disabled={name.trim() === ""}>
            Create provider
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
