import { Button, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { createLazyRoute } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../access/roles";
import { PageHeader } from "../../parts/page-header";
import type { OwnPrice } from "./api";
import { draftOf, emptyDraft } from "./draft";
import { OwnPrices } from "./own-prices";
import { PriceList } from "./price-list";
import { PriceModal } from "./price-modal";
import { UnpricedModels } from "./unpriced-models";

export const route = createLazyRoute("/dashboard/settings/prices")({ component: PricesPage });

function PricesPage() {
  const { add, find = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const [changed, setChanged] = useState<OwnPrice | null>(null);
  const mayChange = useMay("admin");
  const onAdd = (model: string | undefined) =>
    navigate({
      search: ({ add: _, ...kept }) => (model === undefined ? kept : { ...kept, add: model }),
      resetScroll: false,
    });
  const begun = changed === null ? begunBy(mayChange ? add : undefined) : begunFrom(changed);
  return (
    <>
      <PageHeader
        title="Prices and discounts"
        action={
          mayChange && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => onAdd("")}>
              Add price
            </Button>
          )
        }
      >
        What list cost is made of: the prices that come with StackSpend, and your own agreements before them.
      </PageHeader>
      <Stack gap="lg">
        <UnpricedModels />
        <OwnPrices onAdd={() => onAdd("")} onChange={setChanged} />
        <PriceList
          sought={find}
          onSeek={(sought) =>
            navigate({
              search: ({ find: _, ...kept }) => (sought === "" ? kept : { ...kept, find: sought }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </Stack>
      <PriceModal
        begun={begun}
        onClose={() => {
          setChanged(null);
          onAdd(undefined);
        }}
      />
    </>
  );
}

function begunBy(model: string | undefined) {
  return model === undefined ? null : { draft: emptyDraft(model), before: null };
}

function begunFrom({ override }: OwnPrice) {
  return { draft: draftOf(override), before: override };
}
