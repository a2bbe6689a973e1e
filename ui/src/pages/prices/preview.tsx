import { Skeleton, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { exactUsd } from "../../format/money";
import { Failure } from "../../parts/failure";
import { Money } from "../../parts/money";
import { describePeriod } from "../../period/days";
import { type ModelChange, type OwnPriceChange, type PriceChange, priceChangeQuery } from "./api";
import styles from "./prices.module.css";
import { kindInWords } from "./words";

const TYPED_MS = 300;

/** What a change would do, as soon as it is whole. */
export function Preview({ change }: { change: OwnPriceChange | null }) {
  const [settled] = useDebouncedValue(JSON.stringify(change), TYPED_MS);
  const preview = useQuery(priceChangeQuery(JSON.parse(settled) as OwnPriceChange | null));
  if (change === null) {
    return null;
  }
  return (
    <section className={styles.preview} aria-label="What it changes" aria-busy={preview.isFetching}>
      {preview.error !== null && <Failure what="This price cannot be" error={preview.error} />}
      {preview.error === null && preview.data === undefined && <Skeleton height={40} />}
      {preview.error === null && preview.data !== undefined && <Changes change={preview.data} />}
    </section>
  );
}

function Changes({ change: { on, usage_start, usage_end, models } }: { change: PriceChange }) {
  if (models.length === 0) {
    return (
      <Text size="sm" role="status">
        No price changes by this: no model in use has another rate on any day.
      </Text>
    );
  }
  return (
    <>
      <Text size="sm" fw={500} role="status">
        {models.length === 1 ? "1 price changes" : `${models.length} prices change`}, as of{" "}
        {describePeriod({ start: on, end: on })}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul className={styles.changes} aria-label="Prices that change" tabIndex={0}>
        {models.map((model) => (
          <li key={`${model.model} ${model.speed}`}>
            <Model change={model} />
          </li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        Tried on the usage of {describePeriod({ start: usage_start, end: usage_end })}, summed up: without surcharges of
        regions and long prompts.
      </Text>
    </>
  );
}

function Model({ change }: { change: ModelChange }) {
  return (
    <>
      <span className={styles.changed}>
        <b>{change.model}</b>
        {change.speed !== null && ` (${change.speed})`}
        {change.line_items === 0 ? (
          <Text span inherit c="dimmed">
            not used lately
          </Text>
        ) : (
          <span className={styles.cost}>
            <Money amount={change.before_usd} /> → <Money amount={change.after_usd} />
          </span>
        )}
      </span>
      <Text size="xs" c="dimmed" className="tabular">
        {change.rates
          .map((rate) => `${kindInWords(rate.kind)} ${exactUsd(rate.before)} → ${exactUsd(rate.after)}`)
          .join(" · ")}
      </Text>
    </>
  );
}
