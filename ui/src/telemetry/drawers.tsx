import { LineItemDrawer } from "../line-item/line-item-drawer";
import { RawBatchDrawer } from "./raw-batch-drawer";
import type { Opened } from "./search";

interface DrawersProps {
  connectionId: string;
  opened: Opened;
  /** Puts into the address what is open now. */
  onOpen: (opened: Opened) => void;
}

/**
 * What is open is part of the address, so that a link shows a colleague the same. A raw batch opens over the line item
 * that it is evidence for.
 */
export function Drawers({ connectionId, opened: { item, batch, view, find }, onOpen }: DrawersProps) {
  const beneath = item === undefined ? {} : { item };
  return (
    <>
      <LineItemDrawer id={item} isCovered={batch !== undefined} onClose={() => onOpen({})} />
      <RawBatchDrawer
        connectionId={connectionId}
        id={batch}
        isJson={view === "json" || find !== undefined}
        sought={find}
        onView={(isJson) =>
          onOpen({ ...beneath, ...(batch === undefined ? {} : { batch }), ...(isJson ? { view: "json" } : {}) })
        }
        onLineItem={(id) => onOpen({ item: id })}
        onClose={() => onOpen(beneath)}
      />
    </>
  );
}
