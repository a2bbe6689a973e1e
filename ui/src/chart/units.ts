import { formatUsd } from "../format/money";
import { formatTokens } from "../format/quantity";
import { axisUsd } from "./series";

/** How a chart writes its amounts: short at the axis, as in tables in the tooltip. */
export interface Unit {
  axis: (amount: number) => string;
  amount: (amount: string | null) => string;
}

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

export const USD: Unit = { axis: axisUsd, amount: formatUsd };
export const TOKENS: Unit = {
  axis: (count) => compact.format(count),
  amount: (count) => formatTokens([count === null ? null : Number(count)]),
};
