const KEY = "stackspend.return-to";
const KEPT_MS = 30 * 60_000;

/** Remembers where a person was when the session ended. The sign-in link opens elsewhere, so the browser keeps it. */
export function rememberPlace(path: string, now: number): void {
  if (path.startsWith("/dashboard/")) {
    window.localStorage.setItem(KEY, JSON.stringify({ path, until: now + KEPT_MS }));
  }
}

/** The remembered place, once; null if there is none or it is too old to be what the person came for. */
export function takePlace(now: number): string | null {
  const kept = window.localStorage.getItem(KEY);
  window.localStorage.removeItem(KEY);
  if (kept === null) {
    return null;
  }
  const { path, until } = JSON.parse(kept) as { path: string; until: number };
  return now < until ? path : null;
}
