import { useNavigate, useSearch } from "@tanstack/react-router";
import { LineItemDrawer } from "../../line-item/line-item-drawer";
import { RawBatchDrawer } from "./raw-batch-drawer";

/**
 * What is open is part of the address, so that a link shows a colleague the same. A raw batch opens over the line item
 * that it is evidence for.
 */
export function Drawers({ connectionId }: { connectionId: string }) {
  const { item, batch, find } = useSearch({ from: "/dashboard/providers/$connectionId" });
  const navigate = useNavigate({ from: "/dashboard/providers/$connectionId" });
  const showOnly = (search: { item?: string }) => void navigate({ search, resetScroll: false });
  return (
    <>
      <LineItemDrawer id={item} isCovered={batch !== undefined} onClose={() => showOnly({})} />
      <RawBatchDrawer
        connectionId={connectionId}
        id={batch}
        sought={find}
        onClose={() => showOnly(item === undefined ? {} : { item })}
      />
    </>
  );
}
