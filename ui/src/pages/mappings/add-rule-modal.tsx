import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useSetMapping } from "../../api/commands";
import { apiKeysQuery, mappingsQuery } from "../../api/queries";
import type { MappingKind } from "../../api/types";
import { Failure } from "../../parts/failure";
import { FieldInputs } from "./rule-editor";
import { idOf, inWords, isNothing, KINDS, NO_FIELDS, ruleOf } from "./rules";

export function AddRuleModal({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} size="lg" title={<Text fw={600}>Add mapping rule</Text>}>
      <Form onClose={onClose} />
    </Modal>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<MappingKind>("email");
  const [pattern, setPattern] = useState("");
  const [fields, setFields] = useState(NO_FIELDS);
  const { data: rules } = useQuery(mappingsQuery);
  const save = useSetMapping();
  const rule = ruleOf({ kind, pattern: pattern.trim() }, fields);
  const replaced = rules?.find((one) => idOf(one) === idOf({ kind, pattern: rule.pattern.toLowerCase() }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(rule, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Select
          label="Goes by"
          description="Where several rules fit, the first kind in this list wins, field by field."
          data={KINDS}
          value={kind}
          onChange={(chosen) => {
            setKind((chosen as MappingKind | null) ?? kind);
            setPattern("");
          }}
          allowDeselect={false}
        />
        <PatternInput kind={kind} pattern={pattern} onPattern={setPattern} />
        {replaced !== undefined && (
          <Text size="sm" c="dimmed" role="status">
            There is such a rule already, with {inWords(replaced)}. This one takes its place.
          </Text>
        )}
        <FieldInputs fields={fields} onFields={setFields} />
        {save.error !== null && <Failure what="The rule was not added" error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={rule.pattern === "" || isNothing(fields)}>
            {replaced === undefined ? "Add rule" : "Replace rule"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PatternInputProps {
  kind: MappingKind;
  pattern: string;
  onPattern: (pattern: string) => void;
}

function PatternInput({ kind, pattern, onPattern }: PatternInputProps) {
  const { data: keys } = useQuery(apiKeysQuery);
  const chosen = KINDS.find((one) => one.value === kind);
  if (kind === "key") {
    return (
      <Select
        label="API key"
        searchable
        placeholder="Choose a key"
        data={(keys ?? []).map((key) => ({ value: key.id, label: `${key.name} (${key.prefix}…)` }))}
        value={pattern || null}
        onChange={(id) => onPattern(id ?? "")}
      />
    );
  }
  return (
    <TextInput
      label={chosen?.label}
      placeholder={chosen?.example}
      value={pattern}
      onChange={(event) => onPattern(event.currentTarget.value)}
      maxLength={300}
    />
  );
}
