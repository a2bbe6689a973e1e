import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { formatUsd } from "../../format/money";
import { Money } from "../../parts/money";
import { describePeriod } from "../../period/days";
import { Change } from "../../spend/change";
import { BudgetLight } from "../../warning/budget-status";
import { Pace } from "../../warning/pace";
import type { BudgetScope, Forecast } from "../../warning/types";
import styles from "./total.module.css";

/** The whole organization: four figures, and one bar that holds them all. */
export function Total({ outlook, onSet }: { outlook: Forecast; onSet: ((scope: BudgetScope) => void) | null }) {
  return (
    <section className={styles.total} aria-label="Whole organization">
      <dl className={styles.figures}>
        <Figure
          name={`Spent, ${describePeriod({ start: outlook.start_date, end: outlook.end_date })}`}
          note={
            <>
              <Change before={outlook.last_usd} now={outlook.spent_usd} /> against the same days before
            </>
          }
        >
          <Money amount={outlook.spent_usd} />
        </Figure>
        <Figure name={`Typical ${outlook.window}-end`} note={`Mean of the ${outlook.window}s before`}>
          {outlook.typical_usd === null ? "–" : <Money amount={outlook.typical_usd} />}
        </Figure>
        <Figure
          name="Projected"
          note={`${formatUsd(outlook.lower_usd)} – ${formatUsd(outlook.upper_usd)}, four times in five`}
        >
          <Money amount={outlook.expected_usd} />
        </Figure>
        <Figure name="Budget" note={outlook.status === null ? "None is set" : <BudgetLight status={outlook.status} />}>
          {outlook.budget_usd !== null ? (
            <Money amount={outlook.budget_usd} />
          ) : onSet === null ? (
            "–"
          ) : (
            <Button size="xs" variant="default" onClick={() => onSet(outlook.scope)}>
              Set a budget
            </Button>
          )}
        </Figure>
      </dl>
      <Pace
        spent={outlook.spent_usd}
        expected={outlook.expected_usd}
        lower={outlook.lower_usd}
        upper={outlook.upper_usd}
        budget={outlook.budget_usd}
        status={outlook.status}
      />
      <p className={styles.note}>{outlook.reason === null ? outlook.note : `${outlook.reason} ${outlook.note}`}</p>
    </section>
  );
}

function Figure({ name, note, children }: { name: string; note: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={styles.value}>{children}</dd>
      <dd className={styles.about}>{note}</dd>
    </div>
  );
}
