import { Button, Group, Modal, Stack, Switch, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useMay } from "../../access/roles";
import type { SavedView } from "../../api/types";
import { Failure } from "../../parts/failure";
import { questionOf, useKeepView } from "../../spend/saved-views";
import type { ExplorerSearch } from "../../spend/search";

interface KeepViewModalProps {
  /** The view to change, or "new" for what is shown; null closes it. */
  view: SavedView | "new" | null;
  search: ExplorerSearch;
  onClose: () => void;
}

const LONGEST_NAME = 100;

export function KeepViewModal({ view, search, onClose }: KeepViewModalProps) {
  const title = view === "new" ? "Save this view" : `Change “${view?.name ?? ""}”`;
  return (
    <Modal opened={view !== null} onClose={onClose} title={<Text fw={600}>{title}</Text>}>
      {view !== null && <Form known={view === "new" ? null : view} search={search} onClose={onClose} />}
    </Modal>
  );
}

interface FormProps {
  known: SavedView | null;
  search: ExplorerSearch;
  onClose: () => void;
}

function Form({ known, search, onClose }: FormProps) {
  const [name, setName] = useState(known?.name ?? "");
  const [isShared, setShared] = useState(known?.is_shared ?? false);
  const [isReplaced, setReplaced] = useState(false);
  const mayShare = useMay("member");
  const keeping = useKeepView();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const question = known === null || isReplaced ? search : questionOf(known);
    keeping.mutate(
      { ...(known === null ? {} : { id: known.id }), name, question, is_shared: isShared },
      { onSuccess: onClose },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={LONGEST_NAME}
          required
          data-autofocus
        />
        {mayShare && (
          <Switch
            label="Share with the organization"
            description="Members and administrators find it; viewers do not."
            checked={isShared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        {known !== null && (
          <Switch
            label="Show from now on what the page shows"
            checked={isReplaced}
            onChange={(event) => setReplaced(event.currentTarget.checked)}
          />
        )}
        {keeping.error !== null && <Failure what="The view was not saved" error={keeping.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={keeping.isPending} disabled={name.trim() === ""}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
