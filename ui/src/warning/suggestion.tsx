import { Button, Group, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { formatUsd } from "../format/money";
import { outlookQuery } from "./queries";
import { hasName } from "./scopes";
import type { ScopeKind, Window } from "./types";
import { everyOf } from "./windows";

interface SuggestionProps {
  kind: ScopeKind;
  value: string;
  window: Window;
  onUse: (amount: string) => void;
}

/** What the scope usually costs, and an amount that fits; of a default per person nobody knows it. */
export function Suggestion({ kind, value, window, onUse }: SuggestionProps) {
  const [name] = useDebouncedValue(value, 300);
  const isKnown = kind !== "each_person" && (!hasName(kind) || name !== "");
  const { data } = useQuery({ ...outlookQuery(kind, hasName(kind) ? name : null, window), enabled: isKnown });
  const outlook = isKnown ? data?.forecasts[0] : undefined;
  if (outlook === undefined) {
    return null;
  }
  const suggested = outlook.suggested_budget_usd;
  return (
    <Group gap="xs" justify="space-between" mt={-6} role="status">
      <Text size="xs" c="dimmed">
        {outlook.typical_usd === null
          ? `${formatUsd(outlook.expected_usd)} is expected now`
          : `Usually ${formatUsd(outlook.typical_usd)} ${everyOf(window)}; ${formatUsd(outlook.expected_usd)} is expected now`}
      </Text>
      {suggested === null ? (
        <Text size="xs" c="dimmed">
          Suggested after two weeks of history
        </Text>
      ) : (
        <Button size="compact-xs" variant="default" onClick={() => onUse(suggested)}>
          Use {formatUsd(suggested)}
        </Button>
      )}
    </Group>
  );
}
