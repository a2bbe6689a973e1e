import { Money } from "../parts/money";
import type { Alert } from "./types";

/** The dollars of an alert. A budget that the forecast keeps within costs nothing beyond. */
export function Impact({ alert }: { alert: Alert }) {
  return isWithin(alert) ? <>–</> : <Money amount={alert.impact_usd} />;
}

/** What the dollars of an alert are, in words. */
export function ImpactInWords({ alert }: { alert: Alert }) {
  const amount = <Money amount={alert.impact_usd.replace("-", "")} />;
  if (alert.kind === "budget") {
    return isWithin(alert) ? <>{amount} are left by the forecast</> : <>{amount} beyond the budget by the forecast</>;
  }
  return (
    <>
      {amount} {alert.impact_usd.startsWith("-") ? "below" : "beyond"} what was expected
    </>
  );
}

function isWithin(alert: Alert): boolean {
  return alert.kind === "budget" && alert.impact_usd.startsWith("-");
}
