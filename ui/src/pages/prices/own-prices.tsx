import { Button } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../../access/roles";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { todayIn } from "../../period/days";
import { type OwnPrice, ownPricesQuery } from "./api";
import { EndPriceModal } from "./end-price-modal";
import { ownPriceColumns } from "./own-price-columns";
import { RemovePriceModal } from "./remove-price-modal";
import { standingOn } from "./words";

interface OwnPricesProps {
  onAdd: () => void;
  onChange: (price: OwnPrice) => void;
}

export function OwnPrices({ onAdd, onChange }: OwnPricesProps) {
  const [toEnd, setToEnd] = useState<OwnPrice | null>(null);
  const [toRemove, setToRemove] = useState<OwnPrice | null>(null);
  const mayChange = useMay("admin");
  const prices = useQuery(ownPricesQuery);
  const today = todayIn("UTC", Date.now()); // prices hold from one UTC day to another
  const actions = { onChange, onEnd: setToEnd, onRemove: setToRemove };
  return (
    <Panel
      title="Own prices"
      hint="They go before the list, for usage that is booked from now on. A replay prices what is booked already anew."
    >
      {prices.data === undefined && prices.error === null && <RowTableSkeleton />}
      {prices.data === undefined && prices.error !== null && (
        <Failure what="The prices could not be loaded" error={prices.error} onRetry={() => prices.refetch()} />
      )}
      {prices.data?.length === 0 && (
        <EmptyState
          icon={IconReceipt}
          title="List prices hold"
          action={
            mayChange && (
              <Button variant="default" onClick={onAdd}>
                Add a price
              </Button>
            )
          }
        >
          Negotiated rates, a discount, or what a model name of your gateway stands for go here.
        </EmptyState>
      )}
      {prices.data !== undefined && prices.data.length > 0 && (
        <RowTable
          label="Own prices"
          columns={ownPriceColumns(today, mayChange ? actions : null)}
          rows={prices.data}
          keyOf={({ override }) => JSON.stringify(override)}
          isDimmed={({ override }) => standingOn(override, today) === "ended"}
        />
      )}
      <EndPriceModal price={toEnd} today={today} onClose={() => setToEnd(null)} />
      <RemovePriceModal price={toRemove} onClose={() => setToRemove(null)} />
    </Panel>
  );
}
