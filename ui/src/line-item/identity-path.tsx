import { IconArrowRight } from "@tabler/icons-react";
import type { Explanation, LineItem } from "../api/types";
import { wordsOf } from "../format/words";
import { HowFound, meaningOf } from "../parts/how-found";
import styles from "./explanation.module.css";

interface IdentityPathProps {
  item: LineItem;
  path: Explanation["identity_path"];
  isDeclared: boolean;
}

/** From the keys that the telemetry stated to the person it is booked to. */
export function IdentityPath({ item, path, isDeclared }: IdentityPathProps) {
  return (
    <>
      <p>
        <HowFound how={item.attribution} /> {meaningOf(item.attribution)}
        {isDeclared && item.attribution !== "declared" && " The name that was stated is one that the sender declared."}
      </p>
      {path.length === 0 ? (
        <p className={styles.hint}>The telemetry stated no key of any identity.</p>
      ) : (
        <dl className={styles.path}>
          {path.map(({ key, value, linked_to: names }) => (
            <div key={key}>
              <dt>{wordsOf(key)}</dt>
              <dd>
                <code>{value}</code>
                {names.length > 0 && <Linked names={names} />}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function Linked({ names }: { names: string[] }) {
  return (
    <span className={styles.linked}>
      <IconArrowRight size={14} aria-hidden="true" /> seen with {names.join(", ")}
    </span>
  );
}
