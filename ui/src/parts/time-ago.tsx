import { Tooltip } from "@mantine/core";
import { formatAbsolute, formatRelative } from "../format/time";
import { useNow } from "./use-now";

/** "32 s ago", counting on, with the full instant in the tooltip and for machines. */
export function TimeAgo({ at }: { at: string }) {
  const now = useNow();
  return (
    <Tooltip label={formatAbsolute(at)}>
      <time dateTime={at} className="tabular">
        {formatRelative(at, now)}
      </time>
    </Tooltip>
  );
}
