import type { SessionReport } from "../../api/types";
import { durationBetween } from "../../format/duration";
import { countOf, formatCount, formatTokenSum } from "../../format/quantity";
import { Money } from "../../parts/money";
import { CacheUse, Count, Figure, SpendFigures } from "../../spend/spend-figures";

/** What the session used, and what went wrong in it. */
export function SessionFigures({ session: { session, activity } }: { session: SessionReport }) {
  const { totals } = activity;
  return (
    <SpendFigures>
      <Figure name="Est. cost" note={session.unpriced > 0 && `${countOf(session.unpriced, "line item")} unpriced`}>
        <Money amount={session.net_amount_usd} />
      </Figure>
      <Figure name="Requests" note={`${formatCount(session.subagent_requests)} by subagents`}>
        {formatCount(session.requests)}
      </Figure>
      <Figure name="Tokens" note={countOf(session.models.length, "model")}>
        {formatTokenSum(Object.values(session.tokens))}
      </Figure>
      <Figure name="From cache" note="Of all input">
        <CacheUse tokens={session.tokens} />
      </Figure>
      <Figure name="Lasted">{durationBetween(session.started_at, session.ended_at)}</Figure>
      <Figure
        name="API errors"
        note={totals.tool_failures !== undefined && `${countOf(Number(totals.tool_failures), "failed tool call")}`}
      >
        <Count of={totals.api_errors} />
      </Figure>
    </SpendFigures>
  );
}
