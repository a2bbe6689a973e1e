import { Button, Group, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSetMapping } from "../../api/commands";
import type { MappingRule } from "../../api/types";
import { Failure } from "../../parts/failure";
import styles from "./mappings.module.css";
import { FIELDS, type Fields, fieldsOf, isNothing, ruleOf } from "./rules";

/** The rule's fields in its row. Escape leaves them as they were. */
export function RuleEditor({ rule, onClose }: { rule: MappingRule; onClose: () => void }) {
  const [fields, setFields] = useState(fieldsOf(rule));
  const save = useSetMapping();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(ruleOf(rule, fields), { onSuccess: onClose });
  };
  return (
    <form
      className={styles.editor}
      aria-label={`Rule for ${rule.pattern}`}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          onClose();
        }
      }}
    >
      <FieldInputs fields={fields} onFields={setFields} hasFocus />
      {save.error !== null && <Failure what="The rule was not saved" error={save.error} />}
      <Group gap="xs">
        <Button type="submit" size="xs" loading={save.isPending} disabled={isNothing(fields)}>
          Save
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}

interface FieldInputsProps {
  fields: Fields;
  onFields: (fields: Fields) => void;
  hasFocus?: boolean;
}

export function FieldInputs({ fields, onFields, hasFocus = false }: FieldInputsProps) {
  return (
    <div className={styles.inputs}>
      {FIELDS.map(({ name, label }, place) => (
        <TextInput
          key={name}
          size="xs"
          label={label}
          value={fields[name]}
          onChange={(event) => onFields({ ...fields, [name]: event.currentTarget.value })}
          maxLength={100}
          autoFocus={hasFocus && place === 0}
        />
      ))}
    </div>
  );
}
