import { Modal, Text } from "@mantine/core";
import type { OwnPriceChange } from "./api";
import type { Draft } from "./draft";
import { PriceForm } from "./price-form";

/** What the form begins with, and what it takes the place of. */
export interface Begun {
  draft: Draft;
  before: OwnPriceChange["before"];
}

export function PriceModal({ begun, onClose }: { begun: Begun | null; onClose: () => void }) {
  const title = begun?.before == null ? "Add a price" : "Change the price";
  return (
    <Modal opened={begun !== null} onClose={onClose} size="lg" title={<Text fw={600}>{title}</Text>}>
      {begun !== null && <PriceForm begin={begun.draft} before={begun.before} onDone={onClose} />}
    </Modal>
  );
}
