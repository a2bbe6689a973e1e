import { Button, FileInput, Group, Modal, Stack, Text } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useState } from "react";
import { useImportMappings, usePreviewMappings } from "../../api/commands";
import { Failure } from "../../parts/failure";
import { countOf, isChange, summary } from "./change";
import { ChangeList } from "./change-list";

/** A file, what it would change, and only then the change. */
export function ImportModal({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} size="lg" title={<Text fw={600}>Import mapping rules</Text>}>
      <Import onClose={onClose} />
    </Modal>
  );
}

function Import({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const preview = usePreviewMappings();
  const save = useImportMappings();
  const choose = (chosen: File | null) => {
    setFile(chosen);
    save.reset();
    preview.reset();
    if (chosen !== null) {
      preview.mutate(chosen);
    }
  };
  const change = preview.data;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        The table replaces all rules. Its first line is <code>kind,pattern,team,cost_centre,project</code>; the download
        has this form.
      </Text>
      <FileInput
        label="CSV file"
        placeholder="Choose a file"
        accept=".csv,text/csv"
        clearable
        clearButtonProps={{ "aria-label": "Take the file away" }}
        leftSection={<IconFileSpreadsheet size={16} />}
        value={file}
        onChange={choose}
      />
      {preview.error !== null && <Failure what="The table cannot be imported" error={preview.error} />}
      {change !== undefined && (
        <>
          <Text size="sm" fw={500} role="status">
            {summary(change)}
          </Text>
          {isChange(change) && <ChangeList change={change} />}
        </>
      )}
      {save.error !== null && <Failure what="The table was not imported" error={save.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={save.isPending || preview.isPending}
          disabled={change === undefined || !isChange(change)}
          onClick={() => file !== null && save.mutate(file, { onSuccess: onClose })}
        >
          {change !== undefined && isChange(change) ? `Make ${countOf(change)}` : "Import"}
        </Button>
      </Group>
    </Stack>
  );
}
