import type { ReactNode } from "react";
import type { ListCost, Price, PricedLine } from "../api/types";
import { formatDrift } from "../format/drift";
import { exactUsd } from "../format/money";
import { formatCount } from "../format/quantity";
import { formatDay } from "../format/time";
import { wordsOf } from "../format/words";
import { Money } from "../parts/money";
import styles from "./explanation.module.css";
import figures from "./figures.module.css";
import { Fact, NotStated } from "./section";

const KINDS: Record<string, string> = {
  cache_creation_5m: "Cache write, 5 minutes",
  cache_creation_1h: "Cache write, 1 hour",
  web_search: "Web searches",
};

/** Both estimates: what the client said, and how our list arrives at its own. */
export function Costs({ reported, list }: { reported: string | null; list: ListCost }) {
  const drift = formatDrift(reported, list.amount_usd);
  return (
    <>
      <dl className={figures.costs}>
        <Cost name="Reported cost" note="What the client said">
          {reported === null ? <NotStated /> : <Money amount={reported} />}
        </Cost>
        <Cost name="List cost" note={drift === null ? "Our price list × quantity" : `Our price list, ${drift}`}>
          <Money amount={list.amount_usd} reason={list.unpriced_reason} />
        </Cost>
      </dl>
      {list.unpriced_reason !== null && <p className={styles.reason}>{list.unpriced_reason}</p>}
      {list.lines.length > 0 && <PricedLines list={list} />}
      <Basis list={list} />
    </>
  );
}

function Cost({ name, note, children }: { name: string; note: string; children: ReactNode }) {
  return (
    <div className={figures.cost}>
      <dt>{name}</dt>
      <dd>{children}</dd>
      <dd className={figures.note}>{note}</dd>
    </div>
  );
}

function PricedLines({ list }: { list: ListCost }) {
  return (
    <div className={figures.frame}>
      <table className={figures.table} aria-label="List cost, line by line">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Quantity × price</th>
            <th scope="col">Amount</th>
          </tr>
        </thead>
        <tbody>
          {list.lines.map((line) => (
            <tr key={line.kind}>
              <th scope="row">
                {KINDS[line.kind] ?? wordsOf(line.kind)}
                {line.note !== null && <span className={figures.note}>{line.note}</span>}
              </th>
              <td>
                {formatCount(line.quantity)} × {priceOf(line)}
              </td>
              <td>{exactUsd(line.amount_usd)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              List cost
            </th>
            <td>{exactUsd(list.amount_usd)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** Tokens are priced by the million (MTok), as price lists print them; anything else by the piece. */
function priceOf({ price_per_mtok_usd: perMillion, unit_price_usd: each }: PricedLine): string {
  return perMillion === null ? `${exactUsd(each)} each` : `${exactUsd(perMillion)} / MTok`;
}

/** Which dated entry of the price list this is, and what had to be assumed. */
function Basis({ list }: { list: ListCost }) {
  return (
    <>
      {list.price !== null && <PriceEntry price={list.price} />}
      {list.booked_usd !== list.amount_usd && list.amount_usd !== null && (
        <p className={styles.reason}>
          Booked {list.booked_usd === null ? "without a list cost" : `with a list cost of ${exactUsd(list.booked_usd)}`}
          ; prices have been added since.
        </p>
      )}
      {list.assumptions.length > 0 && (
        <>
          <h4 className={styles.subtitle}>Assumed</h4>
          <ul className={styles.bullets}>
            {list.assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function PriceEntry({ price }: { price: Price }) {
  return (
    <dl className={styles.facts}>
      <Fact name="Price entry">
        <code>{price.model}</code>,{" "}
        {price.effective_from === null ? "since release" : `since ${formatDay(price.effective_from)}`}
      </Fact>
      <Fact name="Source">
        {price.source.startsWith("https://") ? (
          <a className={styles.link} href={price.source} target="_blank" rel="noreferrer">
            {price.source.replace("https://", "")}
          </a>
        ) : (
          price.source
        )}
      </Fact>
      {price.overrides.length > 0 && <Fact name="Your own terms">{price.overrides.join("; ")}</Fact>}
    </dl>
  );
}
