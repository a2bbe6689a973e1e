import { Text, Tooltip } from "@mantine/core";
import { exactUsd, formatUsd, UNPRICED } from "../format/money";

/** An estimated amount: short to read, every booked digit in the tooltip; an unknown one says so. */
export function Money({ amount, reason = null }: { amount: string | null; reason?: string | null }) {
  const shown = formatUsd(amount);
  if (shown === UNPRICED) {
    return (
      <Tooltip label={reason ?? "No price is known for this usage, so it is not counted as $0."} multiline maw={320}>
        <Text span inherit c="dimmed" fs="italic">
          {UNPRICED}
        </Text>
      </Tooltip>
    );
  }
  return (
    <Tooltip label={`${exactUsd(amount)} estimated`}>
      <span className="tabular">{shown}</span>
    </Tooltip>
  );
}
