import { useEffect, useState } from "react";

/**
 * The secret behind the `#` of a link, which browsers send nowhere. It is taken out of the address at once, so that it
 * stays in no history and in no address that somebody copies.
 */
export function useHashSecret(): string {
  const [secret] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    window.history.replaceState(window.history.state, "", window.location.pathname);
  }, []);
  return secret;
}
