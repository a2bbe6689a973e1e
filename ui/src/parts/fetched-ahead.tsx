import { type ComponentType, lazy, useState } from "react";

/** A part whose code is fetched beside that of its page, while the page waits for its figures. If it is there by then,
 * it is shown at once: a placeholder that React has shown, it shows for 300 ms. Goes into a Suspense. */
export function fetchedAhead<Props extends object>(code: Promise<{ default: ComponentType<Props> }>) {
  const Later = lazy(() => code);
  let there: ComponentType<Props> = Later;
  code.then(
    (module) => {
      there = module.default;
    },
    () => undefined, // told by whoever shows it
  );
  return function Fetched(props: Props) {
    const [Part] = useState(() => there);
    return <Part {...props} />;
  };
}
