import { addDays, lengthOf, shortDay, todayIn } from "../../period/days";
import type { Alert, Picture, Standing } from "../../warning/types";
import type { DrawnPoint } from "./points";

/** How the budget of an alert stands, as long as the window lasts that the alert is of. */
export function standingOf(alert: Alert, picture: Picture, standings: Standing[]): Standing | null {
  const [first] = picture.points;
  if (first === undefined || !picture.is_cumulative) {
    return null;
  }
  const start = todayIn(picture.zone, Date.parse(first.at));
  const isOfAlert = ({ scope, start_date, budget }: Standing) =>
    scope.kind === alert.scope.kind &&
    scope.value === alert.scope.value &&
    start_date === start &&
    Number(budget.amount_usd) === Number(picture.limit);
  return standings.find(isOfAlert) ?? null;
}

/** The sum so far, and from its last day to that of the window the bounds of the forecast, day by day straight on. */
export function withForecast(points: DrawnPoint[], { zone, points: known }: Picture, standing: Standing): DrawnPoint[] {
  const last = known.at(-1);
  if (last === undefined) {
    return points;
  }
  const today = todayIn(zone, Date.parse(last.at));
  const days = lengthOf({ start: today, end: standing.end_date }) - 1;
  const spent = Number(last.value);
  const on = (bound: string, day: number) => spent + (Math.max(Number(bound), spent) - spent) * (day / days);
  const ahead = Array.from(
    { length: Math.max(0, days) },
    (_, past): DrawnPoint => ({
      at: shortDay(addDays(today, past + 1)),
      usual: [on(standing.lower_usd, past + 1), on(standing.upper_usd, past + 1)],
    }),
  );
  return ahead.length === 0
    ? points
    : [
        ...points.slice(0, -1),
        ...points.slice(-1).map((now) => ({ ...now, usual: [spent, spent] as [number, number] })),
        ...ahead,
      ];
}
