import { Button } from "@mantine/core";
import { useState } from "react";
import type { Statement, Superseded } from "../api/types";
import { countOf } from "../format/quantity";
import styles from "./records.module.css";
import { Statements } from "./statement";

const AT_FIRST = 2;

/** Records that speak of the same usage and count nothing more, by the reason. */
export function SupersededStatements({ superseded }: { superseded: Superseded[] }) {
  const reasons = new Set(superseded.map(({ why }) => why));
  return [...reasons].map((why) => (
    <Reason
      key={why}
      why={why}
      statements={superseded.filter((one) => one.why === why).map(({ statement }) => statement)}
    />
  ));
}

function Reason({ why, statements }: { why: string; statements: Statement[] }) {
  const [isWhole, setWhole] = useState(statements.length <= AT_FIRST + 1);
  return (
    <div className={styles.group}>
      <p className={styles.why}>{why}</p>
      <Statements statements={isWhole ? statements : statements.slice(0, AT_FIRST)} />
      {!isWhole && (
        <Button size="compact-xs" variant="default" onClick={() => setWhole(true)}>
          Show all {countOf(statements.length, "record")}
        </Button>
      )}
    </div>
  );
}
