import { Text, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ChangePart, Contributor, ExplainedChange } from "../../api/types";
import { exactUsd, formatUsd } from "../../format/money";
import { countOf } from "../../format/quantity";
import { Panel } from "../../parts/panel";
import { dimensionOf, nameIn } from "../../spend/dimensions";
import { DRIVERS, measureOf, reasonsOf, requestsOf } from "./drivers";
import { exploreContributor } from "./explore";
import { isSomething, type ShownAmount, type ShownPart, shownChange } from "./in-words";
import styles from "./parts-table.module.css";

interface PartsTableProps {
  change: ExplainedChange;
  filters: string[];
}

/** Every part with what was measured in both periods, and who and what it comes from. */
export function PartsTable({ change, filters }: PartsTableProps) {
  const { before, after, parts } = shownChange(change);
  return (
    <Panel title="Parts" hint="They add up to the change. Each name leads to its spend.">
      <div className={styles.frame}>
        <table className={styles.table} aria-label="Parts of the change">
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col" className={styles.wide}>
                Before and after
              </th>
              <th scope="col">Adds</th>
              <th scope="col" className={styles.wide}>
                Led by
              </th>
            </tr>
          </thead>
          <tbody>
            <Whole label="Before" amount={before} />
            {parts.map((shown) => (
              <PartRow key={shown.part.driver} change={change} shown={shown} filters={filters} />
            ))}
          </tbody>
          <tfoot>
            <Whole label="After" amount={after} />
          </tfoot>
        </table>
      </div>
      <Notes change={change} />
    </Panel>
  );
}

function Whole({ label, amount }: { label: string; amount: ShownAmount }) {
  return (
    <tr className={styles.whole}>
      <th scope="row">{label}</th>
      <td className={styles.wide} />
      <td>
        <Tooltip label={`${exactUsd(amount.exact)} estimated`}>
          <span>{amount.shown}</span>
        </Tooltip>
      </td>
      <td className={styles.wide} />
    </tr>
  );
}

function PartRow({ change, shown, filters }: PartsTableProps & { shown: ShownPart }) {
  const { part, step } = shown;
  const { label, hint } = DRIVERS[part.driver];
  return (
    <tr>
      <th scope="row">
        {label}
        <Text size="xs" c="dimmed" className={styles.hint ?? ""}>
          {hint}
        </Text>
      </th>
      <td className={styles.wide}>
        <Figures change={change} part={part} />
      </td>
      <td data-direction={directionOf(step)}>
        <Tooltip label={`${exactUsd(part.usd)} estimated`}>
          <span>{step}</span>
        </Tooltip>
      </td>
      <td className={styles.wide}>
        {isSomething(step) && <Contributors change={change} part={part} filters={filters} />}
      </td>
    </tr>
  );
}

function directionOf(step: string): "up" | "down" | "same" {
  return step.startsWith("+") ? "up" : step.startsWith("−") ? "down" : "same";
}

function Figures({ change, part }: { change: ExplainedChange; part: ChangePart }) {
  const measure = measureOf(change, part);
  if (measure === null) {
    return part.driver === "unsplit" && change.unsplit.length > 0 ? (
      reasonsOf(change)
    ) : (
      <span className={styles.nothing}>–</span>
    );
  }
  return (
    <>
      {measure.before} → {measure.after}{" "}
      <Text span size="xs" c="dimmed">
        {measure.what}
      </Text>
    </>
  );
}

const SHOWN = ["user", "team", "model"] as const;

function Contributors({ change, part, filters }: { change: ExplainedChange; part: ChangePart; filters: string[] }) {
  const rows = SHOWN.map((dimension) => part.contributors.filter((one) => one.dimension === dimension));
  return (
    <ul className={styles.contributors}>
      {rows
        .flatMap((contributors) => contributors.slice(0, 1))
        .map((contributor) => (
          <ContributorLine key={contributor.dimension} change={change} contributor={contributor} filters={filters} />
        ))}
    </ul>
  );
}

interface ContributorLineProps {
  change: ExplainedChange;
  contributor: Contributor;
  filters: string[];
}

function ContributorLine({ change, contributor, filters }: ContributorLineProps) {
  const name = nameIn(contributor.dimension, contributor.name);
  const sign = contributor.usd.startsWith("-") ? "" : "+";
  return (
    <li>
      <Text span size="xs" c="dimmed">
        {dimensionOf(contributor.dimension).label}
      </Text>
      <Link
        to="/dashboard/explorer"
        search={exploreContributor(change, filters, contributor)}
        className={styles.name ?? ""}
        title={name}
      >
        {name}
      </Link>
      <Text span size="xs" c="dimmed">
        {sign}
        {formatUsd(contributor.usd)}
      </Text>
    </li>
  );
}

/** What the figures leave out, or count in another way. */
function Notes({ change: { before, after } }: { change: ExplainedChange }) {
  const collections = [before, after].reduce((sum, use) => sum + use.line_items - use.requests, 0);
  const unpriced = before.unpriced + after.unpriced;
  const all = requestsOf(before) + requestsOf(after);
  return (
    <>
      {collections > 0 && (
        <Text size="xs" c="dimmed" className={styles.note ?? ""}>
          {countOf(collections, "line item")} of {countOf(all, "request")} come from metrics, which tell no requests
          apart: each collection counts as one request.
        </Text>
      )}
      {unpriced > 0 && (
        <Text size="xs" c="dimmed" className={styles.note ?? ""}>
          {countOf(unpriced, "line item")} without a known price are in no amount here, and no requests.
        </Text>
      )}
    </>
  );
}
