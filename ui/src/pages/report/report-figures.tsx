import { formatUsd } from "../../format/money";
import { Money } from "../../parts/money";
import { describePeriod } from "../../period/days";
import { Change } from "../../spend/change";
import { Figure, SpendFigures } from "../../spend/spend-figures";
import type { Report } from "../../warning/types";

/** The days, the month so far, and where it will end. */
export function ReportFigures({ report }: { report: Report }) {
  const { month } = report;
  return (
    <SpendFigures>
      <Figure
        name="Spent"
        note={
          <>
            <Change before={report.before_usd} now={report.total_usd} /> against a week before
          </>
        }
      >
        <Money amount={report.total_usd} />
      </Figure>
      <Figure
        name={`Month to date, ${describePeriod({ start: month.start_date, end: report.end_date })}`}
        note={
          <>
            <Change before={month.last_usd} now={month.spent_usd} /> against the month before
          </>
        }
      >
        <Money amount={month.spent_usd} />
      </Figure>
      <Figure name="Projected month-end" note={`${formatUsd(month.lower_usd)} – ${formatUsd(month.upper_usd)}`}>
        <Money amount={month.expected_usd} />
      </Figure>
      <Figure name="Open alerts" note={report.alerts.length === 0 ? "Nothing needs anybody" : "The gravest are below"}>
        <span className="tabular">{report.alerts.length}</span>
      </Figure>
    </SpendFigures>
  );
}
