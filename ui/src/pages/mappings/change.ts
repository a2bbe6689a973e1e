import type { MappingChange } from "../../api/types";

export function isChange(change: MappingChange): boolean {
  return total(change) > 0;
}

/** "1 change" or "12 changes". */
export function countOf(change: MappingChange): string {
  const count = total(change);
  return count === 1 ? "1 change" : `${count.toLocaleString("en-US")} changes`;
}

/** What an import would do, in one sentence. */
export function summary({ added, changed, removed, unchanged }: MappingChange): string {
  if (added.length + changed.length + removed.length === 0) {
    return "The rules are as in this table already.";
  }
  return `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} stay as they are.`;
}

function total({ added, changed, removed }: MappingChange): number {
  return added.length + changed.length + removed.length;
}
