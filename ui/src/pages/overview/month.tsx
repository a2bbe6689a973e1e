import { Skeleton, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../../access/roles";
import { meQuery } from "../../api/queries";
import type { MonthEnd, MonthOverview } from "../../api/types";
import { formatUsd } from "../../format/money";
import { countOf, formatCount } from "../../format/quantity";
import { Money } from "../../parts/money";
import { describePeriod } from "../../period/days";
import { Change } from "../../spend/change";
import { BudgetLight } from "../../warning/budget-status";
import { Pace } from "../../warning/pace";
import { budgetsQuery } from "../../warning/queries";
import styles from "./month.module.css";

/** The month in figures: what is spent, where it will end, and what it was for. */
export function Month({ overview }: { overview: MonthOverview }) {
  const { before_start: start, before_end: end } = overview;
  const { data: me } = useQuery(meQuery);
  const zone = me?.organization.time_zone ?? "UTC";
  return (
    <dl className={styles.month}>
      <Figure
        name="Month to date"
        isMain
        note={
          <>
            <Change before={overview.before_usd} now={overview.month_usd} /> against {describePeriod({ start, end })}
          </>
        }
      >
        <Money amount={overview.month_usd} />
      </Figure>
      <Figure name="Projected month-end" isMain note={<Band overview={overview} />}>
        <Money amount={overview.end?.expected_usd ?? null} />
      </Figure>
      {overview.end !== null && <Projection overview={overview} end={overview.end} />}
      <Figure name="Today" note={<>So far, in {zone}</>}>
        <Money amount={overview.today_usd} />
      </Figure>
      <Figure name="Active people" note={<Per amount={overview.cost_per_person_usd} what="person" />}>
        {formatCount(overview.people)}
      </Figure>
      <Figure name="Per pull request" note={countOf(overview.pull_requests, "pull request")}>
        <Piece amount={overview.cost_per_pull_request_usd} />
      </Figure>
      <Figure name="Per commit" note={countOf(overview.commits, "commit")}>
        <Piece amount={overview.cost_per_commit_usd} />
      </Figure>
      <Figure
        name="Saved by caching"
        note={
          <Tooltip
            multiline
            maw={300}
            label="What cache reads would have cost more as plain input, less what cache writes cost more, at list price."
          >
            <span className={styles.hint}>Against plain input</span>
          </Tooltip>
        }
      >
        <Money amount={overview.cache_saved_usd} />
      </Figure>
    </dl>
  );
}

/** The month as one bar: spent, projected with its band, and the organization's budget as a line. */
function Projection({ overview, end }: { overview: MonthOverview; end: MonthEnd }) {
  const { data: budgets } = useQuery({ ...budgetsQuery, enabled: useMay("member") });
  const standing = budgets?.standings.find(
    ({ scope, budget }) => scope.kind === "organization" && budget.window === "month",
  );
  return (
    <div className={styles.projection}>
      <dt>{standing === undefined ? "Spent and projected" : "Spent and projected, against the budget"}</dt>
      <dd>
        <Pace
          spent={overview.month_usd ?? "0"}
          expected={end.expected_usd}
          lower={end.lower_usd}
          upper={end.upper_usd}
          budget={standing?.budget.amount_usd ?? null}
          status={standing?.status ?? null}
        />
        {standing !== undefined && (
          <Link to="/dashboard/budgets" className={styles.budget ?? ""}>
            <BudgetLight status={standing.status} />
            <span>
              Budget {formatUsd(standing.budget.amount_usd)}. {standing.reason}
            </span>
          </Link>
        )}
      </dd>
    </div>
  );
}

function Band({ overview: { end } }: { overview: MonthOverview }) {
  if (end === null) {
    return <>Nothing to go by yet</>;
  }
  return (
    <Tooltip multiline maw={300} label={`Four times in five within this band. ${end.note}`}>
      <span className={styles.hint}>
        {formatUsd(end.lower_usd)} – {formatUsd(end.upper_usd)}
      </span>
    </Tooltip>
  );
}

function Per({ amount, what }: { amount: string | null; what: string }) {
  return amount === null ? (
    <>None yet</>
  ) : (
    <>
      {formatUsd(amount)} per {what}
    </>
  );
}

/** What a piece costs. Without pieces there is no such cost, which is neither unknown nor nothing. */
function Piece({ amount }: { amount: string | null }) {
  return amount === null ? <span className={styles.none}>–</span> : <Money amount={amount} />;
}

interface FigureProps {
  name: string;
  note: ReactNode;
  isMain?: boolean;
  children: ReactNode;
}

function Figure({ name, note, isMain = false, children }: FigureProps) {
  return (
    <div className={styles.figure} data-main={isMain || undefined}>
      <dt>{name}</dt>
      <dd className={styles.value}>{children}</dd>
      <dd className={styles.note}>{note}</dd>
    </div>
  );
}

const MAIN = ["month", "end"];
const OTHERS = ["today", "people", "requests", "commits", "cache"];

export function MonthWaiting() {
  return (
    <div className={styles.month} role="status" aria-label="Loading the month">
      {MAIN.map((name) => (
        <FigureWaiting key={name} isMain />
      ))}
      <div className={styles.projection}>
        <Skeleton height={12} width={130} mt={4} mb={13} />
        <Skeleton height={6} mb={12} />
      </div>
      {OTHERS.map((name) => (
        <FigureWaiting key={name} />
      ))}
    </div>
  );
}

function FigureWaiting({ isMain = false }: { isMain?: boolean }) {
  return (
    <div className={styles.figure} data-main={isMain || undefined}>
      <Skeleton height={12} width={90} my={4} />
      <Skeleton height={isMain ? 30 : 20} width={120} my={7} />
      <Skeleton height={12} width={130} my={4} />
    </div>
  );
}
