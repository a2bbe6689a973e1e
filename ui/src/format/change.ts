const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1, signDisplay: "always" });
const share = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });

/** From so many times more on, a factor says more than a percentage. */
const TIMES_FROM = 9;

/** "+12.4%", "−3%", "×11"; "new" where there was nothing before, and null where one of the two is unknown. */
export function formatChange(before: string | null, now: string | null): string | null {
  if (before === null || now === null) {
    return null;
  }
  const [from, to] = [Number(before), Number(now)];
  if (from === 0) {
    return to === 0 ? "no change" : "new";
  }
  const change = to / from - 1;
  if (change >= TIMES_FROM) {
    return `×${(to / from).toFixed(0)}`;
  }
  return Math.abs(change) < 0.0005 ? "no change" : percent.format(change).replace("-", "−");
}

/** Whether spend rose, fell or stayed, for a tone beside the words. */
export function directionOf(before: string | null, now: string | null): "up" | "down" | "same" {
  const difference = Number(now ?? 0) - Number(before ?? 0);
  return difference > 0 ? "up" : difference < 0 ? "down" : "same";
}

/** "12.5%" of a whole; null where either is unknown or the whole is nothing. */
export function formatShare(part: string | null, whole: string | null): string | null {
  const of = shareOf(part, whole);
  return of === null ? null : formatShareOf(of);
}

/** "12.5%" of 0.125. */
export function formatShareOf(of: number): string {
  return of > 0 && of < 0.001 ? "<0.1%" : share.format(of);
}

export function shareOf(part: string | null, whole: string | null): number | null {
  if (part === null || whole === null || Number(whole) <= 0) {
    return null;
  }
  return Number(part) / Number(whole);
}
