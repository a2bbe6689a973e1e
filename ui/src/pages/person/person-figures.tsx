import { Skeleton } from "@mantine/core";
import type { PersonReport } from "../../api/types";
import { formatDuration } from "../../format/duration";
import { formatUsd } from "../../format/money";
import { countOf, formatCount, formatTokens } from "../../format/quantity";
import { Money } from "../../parts/money";
import { CacheUse, Count, Figure, SpendFigures } from "../../spend/spend-figures";

/** What one person used in the period, and what came of it. */
export function PersonFigures({ person: { usage, activity } }: { person: PersonReport }) {
  const { totals } = activity;
  const active = Number(totals.active_seconds_user ?? 0) + Number(totals.active_seconds_cli ?? 0);
  return (
    <SpendFigures>
      <Figure
        name="Est. cost"
        note={usage !== null && usage.unpriced > 0 && `${countOf(usage.unpriced, "line item")} unpriced`}
      >
        {usage === null ? "–" : <Money amount={usage.net_amount_usd} />}
      </Figure>
      <Figure name="Sessions" note={usage !== null && `on ${countOf(usage.days, "day")}`}>
        {formatCount(usage?.sessions ?? 0)}
      </Figure>
      <Figure name="Requests" note={usage !== null && formatTokens(Object.values(usage.tokens))}>
        {formatCount(usage?.requests ?? 0)}
      </Figure>
      <Figure name="From cache" note="Of all input">
        {usage === null ? "–" : <CacheUse tokens={usage.tokens} />}
      </Figure>
      <Figure name="Commits" note={perPiece(activity.cost_per_commit_usd)}>
        <Count of={totals.commit_count} />
      </Figure>
      <Figure name="Pull requests" note={perPiece(activity.cost_per_pull_request_usd)}>
        <Count of={totals.pull_request_count} />
      </Figure>
      <Figure
        name="Active time"
        note={activity.cost_per_active_hour_usd !== null && `${formatUsd(activity.cost_per_active_hour_usd)} an hour`}
      >
        {active === 0 ? "–" : formatDuration(active)}
      </Figure>
    </SpendFigures>
  );
}

function perPiece(amount: string | null): string | false {
  return amount !== null && `${formatUsd(amount)} each`;
}

const NAMES = ["Est. cost", "Sessions", "Requests", "From cache", "Commits", "Pull requests", "Active time"];

export function PersonFiguresWaiting() {
  return (
    <SpendFigures>
      {NAMES.map((name) => (
        <Figure
          key={name}
          name={name}
          note={<Skeleton component="span" display="block" height={12} width={70} my={3} />}
        >
          <Skeleton component="span" display="block" height={20} width={80} my={5} />
        </Figure>
      ))}
    </SpendFigures>
  );
}
