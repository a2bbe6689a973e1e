import type { Explanation, LineItem } from "../api/types";
import { countOf } from "../format/quantity";
import { wordsOf } from "../format/words";
import { Costs } from "./costs";
import styles from "./explanation.module.css";
import { IdentityPath } from "./identity-path";
import { Section } from "./section";
import { Statements } from "./statement";
import { SupersededStatements } from "./superseded";
import { UsageTable } from "./usage-table";

/** From what was booked, by way of its price, down to the bytes that say so. */
export function ShownExplanation({ item, explanation }: { item: LineItem; explanation: Explanation }) {
  const { superseded, session_and_model: whole } = explanation;
  return (
    <>
      <Section title="Why it is booked">
        <p className={styles.decision}>{explanation.decision}</p>
        <UsageTable
          label="Booked and stated"
          sides={[
            { name: "Booked", usage: explanation.booked },
            { name: "Stated", note: "by its records", usage: explanation.stated },
          ]}
        />
      </Section>
      <Section title="What it costs">
        <Costs reported={explanation.booked.cost_usd} list={explanation.list_cost} />
      </Section>
      <Section title="Evidence" hint="The records that state it, and the exports they arrived in.">
        <Statements statements={explanation.statements} />
      </Section>
      {superseded.length > 0 && (
        <Section title="Not counted again" hint="Records that speak of the same usage.">
          <SupersededStatements superseded={superseded} />
        </Section>
      )}
      <Section title="The whole session with this model" hint="What each kind of record adds up to, for comparison.">
        <UsageTable
          label="The whole session with this model"
          sides={Object.entries(whole)
            .filter(([, side]) => side.statements > 0)
            .map(([name, side]) => ({
              name: wordsOf(name),
              note: countOf(side.statements, "record"),
              usage: side.usage,
            }))}
        />
      </Section>
      <Section title="Whose it is">
        <IdentityPath item={item} path={explanation.identity_path} isDeclared={explanation.identity_declared} />
        {explanation.sent_with !== null && <SentWith sentWith={explanation.sent_with} />}
      </Section>
    </>
  );
}

/** The API key that sent it, and what the key's stamp decided. */
function SentWith({ sentWith }: { sentWith: NonNullable<Explanation["sent_with"]> }) {
  return (
    <p className={styles.hint}>
      Sent with the API key {sentWith.key}.{sentWith.decision !== null && ` ${sentWith.decision}`}
    </p>
  );
}
