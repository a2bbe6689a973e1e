import { Autocomplete, Button, Group, Input, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { moneyLabel } from "../../format/money";
import { Failure } from "../../parts/failure";
import { type OwnPriceChange, priceListQuery, unpricedModelsQuery, useChangeOwnPrice } from "./api";
import { type Draft, type Field, overrideOf, problemsOf, SORTS, type Sort, type Speed, TOKEN_KINDS } from "./draft";
import { Preview } from "./preview";
import styles from "./prices.module.css";

interface PriceFormProps {
  begin: Draft;
  /** What it takes the place of; null adds it. */
  before: OwnPriceChange["before"];
  onDone: () => void;
}

/** A price of the organization's own, with what it would change beneath it. */
export function PriceForm({ begin, before = null, onDone }: PriceFormProps) {
  const [draft, setDraft] = useState(begin);
  const [isTried, setTried] = useState(false);
  const save = useChangeOwnPrice();
  const problems = problemsOf(draft);
  const isWhole = Object.keys(problems).length === 0;
  const change = isWhole ? { before, after: overrideOf(draft) } : null;
  const set = (some: Partial<Draft>) => setDraft((known) => ({ ...known, ...some }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (change !== null) {
      save.mutate(change, { onSuccess: onDone });
    }
  };
  const shown = isTried ? problems : {};
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Input.Wrapper label="What is agreed">
          <SegmentedControl
            fullWidth
            mt={4}
            aria-label="What is agreed"
            data={SORTS}
            value={draft.sort}
            onChange={(sort) => set({ sort: sort as Sort })}
          />
        </Input.Wrapper>
        <ModelInput draft={draft} set={set} problem={shown.model} />
        <AmountInputs draft={draft} set={set} problems={shown} />
        <Group grow align="flex-start" gap="sm">
          <TextInput
            type="date"
            label="First day"
            description="Empty: it always held"
            value={draft.firstDay}
            onChange={(event) => set({ firstDay: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label="Last day"
            description="Empty: no end is known"
            value={draft.lastDay}
            onChange={(event) => set({ lastDay: event.currentTarget.value })}
            error={shown.lastDay}
          />
        </Group>
        <TextInput
          label="Note"
          description="For people: the agreement, who signed it"
          value={draft.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
          maxLength={300}
        />
        <Preview change={change} />
        {save.error !== null && <Failure what="The price was not saved" error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            {before === null ? "Add price" : "Save price"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface InputProps {
  draft: Draft;
  set: (some: Partial<Draft>) => void;
}

function ModelInput({ draft, set, problem }: InputProps & { problem: string | undefined }) {
  const description = {
    rates: "As it is called by clients",
    discount: "One model, several by a * at the end (claude-*), or * for all",
    alias: "The name that your gateway made up",
  }[draft.sort];
  const names = useModelNames(draft.sort === "alias");
  return (
    <Autocomplete
      label="Model"
      description={description}
      data={draft.sort === "discount" ? ["*", "claude-*", ...names] : names}
      limit={50}
      openOnFocus={false}
      value={draft.model}
      onChange={(model) => set({ model })}
      error={problem}
      data-autofocus
    />
  );
}

function AmountInputs({ draft, set, problems }: InputProps & { problems: Partial<Record<Field, string>> }) {
  const names = useModelNames(false);
  if (draft.sort === "alias") {
    return (
      <Autocomplete
        label="Priced as"
        description="The model whose price holds"
        data={names}
        limit={50}
        openOnFocus={false}
        value={draft.pricedAs}
        onChange={(pricedAs) => set({ pricedAs })}
        error={problems.pricedAs}
      />
    );
  }
  const speed = <SpeedSelect draft={draft} set={set} />;
  if (draft.sort === "discount") {
    return (
      <Group grow align="flex-start" gap="sm">
        <TextInput
          label="Percent off the list"
          description="From 0 to 100"
          inputMode="decimal"
          rightSection="%"
          value={draft.percent}
          onChange={(event) => set({ percent: event.currentTarget.value })}
          error={problems.percent}
        />
        {speed}
      </Group>
    );
  }
  return (
    <>
      <Input.Wrapper
        label="USD per million tokens"
        description="What is left empty keeps the list price"
        error={problems.rates}
      >
        <div className={styles.rates}>
          {TOKEN_KINDS.map(({ kind, label }) => (
            <TextInput
              key={kind}
              size="xs"
              label={label}
              inputMode="decimal"
              leftSection={moneyLabel()}
              leftSectionWidth={`calc(${moneyLabel().length}ch + 18px)`}
              value={draft.rates[kind]}
              onChange={(event) => set({ rates: { ...draft.rates, [kind]: event.currentTarget.value } })}
            />
          ))}
        </div>
      </Input.Wrapper>
      {speed}
    </>
  );
}

function SpeedSelect({ draft, set }: InputProps) {
  const open = draft.sort === "discount" ? "Both speeds" : "Standard speed";
  return (
    <Select
      label="Speed"
      description="Fast mode has prices of its own"
      allowDeselect={false}
      data={[
        { value: "", label: open },
        ...(draft.sort === "discount" ? [{ value: "standard", label: "Standard speed" }] : []),
        { value: "fast", label: "Fast mode" },
      ]}
      value={draft.speed === "standard" && draft.sort === "rates" ? "" : (draft.speed ?? "")}
      onChange={(speed) => set({ speed: (speed || null) as Speed })}
    />
  );
}

/** Names to choose among; any other may be written. */
function useModelNames(unpriced: boolean): string[] {
  const { data: used } = useQuery(unpricedModelsQuery);
  const { data: list } = useQuery(priceListQuery);
  const open = used?.map(({ model }) => model).filter((model) => model !== null) ?? [];
  return [...new Set(unpriced ? open : [...open, ...(list?.prices.map(({ model }) => model) ?? [])])];
}
