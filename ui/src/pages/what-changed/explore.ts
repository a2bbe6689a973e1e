import type { Contributor, ExplainedChange } from "../../api/types";
import { addDays } from "../../period/days";
import { type ExplorerSearch, narrowed, writeFilter } from "../../spend/search";

/** The Explorer as it shows the spend of somebody or something in the later period, beside the earlier one if that was
 * just before. */
export function exploreContributor(
  { before, after }: Pick<ExplainedChange, "before" | "after">,
  filters: string[],
  { dimension, name }: Pick<Contributor, "dimension" | "name">,
): ExplorerSearch {
  const isJustBefore = addDays(before.end, 1) === after.start;
  return {
    from: after.start,
    to: after.end,
    by: [dimension === "model" ? "user" : "model"],
    filter: narrowed(filters, [writeFilter({ dimension, value: name ?? "" })]),
    ...(isJustBefore ? { compare: true } : {}),
  };
}
