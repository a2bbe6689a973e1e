import { Link } from "@tanstack/react-router";
import type { CoverageReport } from "../../api/types";
import { formatShareOf } from "../../format/change";
import { countOf, formatCount } from "../../format/quantity";
import { Money } from "../../parts/money";
import type { Period } from "../../period/days";
import { Figure, SpendFigures } from "../../spend/spend-figures";
import styles from "./data-quality.module.css";

/** What is missing at a glance, each figure with the way to what it counts. */
export function CoverageFigures({ report, period }: { report: CoverageReport; period: Period }) {
  const sessions = report.verdicts.reduce((sum, one) => sum + one.sessions, 0);
  const agreeing = report.verdicts.find(({ verdict }) => verdict === "both agree")?.sessions ?? 0;
  const aside = report.set_aside.reduce((sum, one) => sum + one.records, 0);
  const unattributed = { from: period.start, to: period.end, by: ["source"], filter: ["user:"] };
  return (
    <SpendFigures>
      <Figure name="Sessions that agree" note={`of ${formatCount(sessions)}, by model`}>
        {formatCount(agreeing)}
      </Figure>
      <Figure name="From metrics alone" note={`of ${countOf(report.line_items, "line item")}`}>
        {formatCount(report.metric_only)}
      </Figure>
      <Figure
        name="Names nobody"
        note={
          report.unattributed > 0 ? (
            <Link to="/dashboard/explorer" search={unattributed} className={styles.link ?? ""}>
              {countOf(report.unattributed, "line item")}, {formatShareOf(report.unattributed_share)}
            </Link>
          ) : (
            "Everything has a person"
          )
        }
      >
        <Money amount={report.unattributed_usd} />
      </Figure>
      <Figure
        name="Without a price"
        note={report.unpriced > 0 ? `${formatShareOf(report.unpriced_share)} of line items` : "Every model has one"}
      >
        {formatCount(report.unpriced)}
      </Figure>
      <Figure name="Records set aside" note={aside > 0 ? "Listed below" : "Everything could be read"}>
        {formatCount(aside)}
      </Figure>
      <Figure name="Arrived late" note={`${formatCount(report.duplicates)} arrived again`}>
        {formatCount(report.late)}
      </Figure>
    </SpendFigures>
  );
}
