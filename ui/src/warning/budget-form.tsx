import { Autocomplete, Button, Group, NumberInput, Select, Stack, Switch, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { moneyLabel } from "../format/money";
import { Failure } from "../parts/failure";
import type { Draft } from "./budget-modal";
import { useSaveBudget } from "./commands";
import { forecastsQuery } from "./queries";
import { hasName, KINDS, kindOf } from "./scopes";
import { Suggestion } from "./suggestion";
import type { ScopeKind, SentBudget, Window } from "./types";
import { WINDOWS } from "./windows";

const THRESHOLDS = ["50", "80", "100"];

/** A new budget, or another in the place of one. The server says what is wrong with it, in a sentence. */
export function BudgetForm({ draft: { budget, scope, window: given }, onDone }: { draft: Draft; onDone: () => void }) {
  const from = budget?.scope ?? scope;
  const [kind, setKind] = useState<ScopeKind>(from?.kind ?? "organization");
  const [value, setValue] = useState(from?.value ?? "");
  const [window, setWindow] = useState<Window>(budget?.window ?? given ?? "month");
  const [amount, setAmount] = useState<string | number>(budget?.amount_usd ?? "");
  const [thresholds, setThresholds] = useState(budget?.thresholds.map(String) ?? THRESHOLDS);
  const [warns, setWarns] = useState(budget?.warn_of_forecast ?? true);
  const save = useSaveBudget(budget?.id ?? null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const sent: SentBudget = {
      scope_kind: kind,
      scope_value: hasName(kind) ? value : null,
      window,
      amount_usd: String(amount),
      thresholds: thresholds.map(Number),
      warn_of_forecast: warns,
    };
    save.mutate(sent, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Group grow align="flex-start" gap="sm">
          <Select
            label="Budget of"
            allowDeselect={false}
            value={kind}
            onChange={(chosen) => setKind((chosen ?? "organization") as ScopeKind)}
            data={KINDS.map(({ id, one }) => ({ value: id, label: one }))}
            data-autofocus={from === undefined || undefined}
          />
          <Select
            label="For each"
            allowDeselect={false}
            value={window}
            onChange={(chosen) => setWindow((chosen ?? "month") as Window)}
            data={WINDOWS.map(({ value: id, label }) => ({ value: id, label }))}
          />
        </Group>
        {hasName(kind) && <NameInput kind={kind} window={window} value={value} onChange={setValue} />}
        <NumberInput
          label="Amount in USD"
          required
          withAsterisk={false}
          prefix={moneyLabel()}
          thousandSeparator=","
          decimalScale={2}
          allowNegative={false}
          hideControls
          value={amount}
          onChange={setAmount}
          data-autofocus={from !== undefined || undefined}
        />
        <Suggestion kind={kind} value={value.trim()} window={window} onUse={setAmount} />
        <TagsInput
          label="Tell at"
          description="Percents of the amount, each told once"
          value={thresholds}
          onChange={setThresholds}
          splitChars={[",", " "]}
          acceptValueOnBlur
        />
        <Switch
          label="Tell when the forecast exceeds it"
          checked={warns}
          onChange={(event) => setWarns(event.currentTarget.checked)}
        />
        {save.error !== null && <Failure what="The budget was not set" error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            {budget === undefined ? "Set budget" : "Save"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface NameInputProps {
  kind: ScopeKind;
  window: Window;
  value: string;
  onChange: (value: string) => void;
}

/** Offers the names that spend; any other may be written, for those who are to begin. */
function NameInput({ kind, window, value, onChange }: NameInputProps) {
  const { data } = useQuery(forecastsQuery(kind, window));
  const names = data?.forecasts.map((one) => one.scope.value).filter((name) => name !== null) ?? [];
  return (
    <Autocomplete
      label={kindOf(kind).one}
      {...(kind === "tag" && {
        placeholder: "env=prod",
        description: "Name and value of a resource attribute that clients send",
      })}
      required
      withAsterisk={false}
      value={value}
      onChange={onChange}
      data={[...new Set(names)]}
      limit={50}
    />
  );
}
