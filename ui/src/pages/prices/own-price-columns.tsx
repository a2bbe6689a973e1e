import { ActionIcon, Menu, Text } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { Column } from "../../parts/row-table";
import { Status, type Tone } from "../../parts/status";
import { TimeAgo } from "../../parts/time-ago";
import type { OwnPrice } from "./api";
import { SORTS, sortOf } from "./draft";
import styles from "./prices.module.css";
import { amountInWords, type Standing, standingOn, timeInWords } from "./words";

interface Actions {
  onChange: (price: OwnPrice) => void;
  onEnd: (price: OwnPrice) => void;
  onRemove: (price: OwnPrice) => void;
}

const TONES: Record<Standing, Tone> = { holds: "good", "begins later": "warn", ended: "quiet" };
const STANDINGS: Record<Standing, string> = { holds: "Holds", "begins later": "Begins later", ended: "Ended" };

/** Without actions, for those who may only read. */
export function ownPriceColumns(today: string, actions: Actions | null): Column<OwnPrice>[] {
  const columns: Column<OwnPrice>[] = [
    { id: "model", header: "Model", phone: "lead", cell: ({ override }) => <Model price={override} /> },
    {
      id: "amount",
      header: "Price",
      phone: "detail",
      cell: ({ override }) => (
        <div className={styles.amount}>
          <span className="tabular">{amountInWords(override)}</span>
          {override.note != null && (
            <Text size="xs" c="dimmed">
              {override.note}
            </Text>
          )}
        </div>
      ),
    },
    {
      id: "time",
      header: "In force",
      phone: "detail",
      cell: ({ override }) => {
        const standing = standingOn(override, today);
        return (
          <>
            {timeInWords(override)}
            <Text size="xs" c="dimmed" component="div">
              <Status tone={TONES[standing]}>{STANDINGS[standing]}</Status>
            </Text>
          </>
        );
      },
    },
    {
      id: "by",
      header: "Set",
      cell: (price) => (
        <>
          <TimeAgo at={price.created_at} />
          <Text size="xs" c="dimmed" className={styles.author ?? ""} title={price.created_by}>
            by {price.created_by}
          </Text>
        </>
      ),
    },
  ];
  if (actions !== null) {
    const header = <span className={styles.unseen}>Actions</span>;
    const cell = (price: OwnPrice) => <More price={price} today={today} {...actions} />;
    columns.push({ id: "more", header, align: "end", phone: "side", cell });
  }
  return columns;
}

function Model({ price }: { price: OwnPrice["override"] }) {
  const sort = SORTS.find(({ value }) => value === sortOf(price))?.label;
  return (
    <>
      <Text inherit fw={500} className={styles.model ?? ""}>
        {price.model === "*" ? "All models" : price.model}
      </Text>
      <Text size="xs" c="dimmed">
        {sort}
        {price.speed != null && `, ${price.speed} speed`}
      </Text>
    </>
  );
}

function More({ price, today, onChange, onEnd, onRemove }: Actions & { price: OwnPrice; today: string }) {
  return (
    <Menu position="bottom-end" shadow="md" width={170}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions on the price of ${price.override.model}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChange(price)}>Change</Menu.Item>
        {standingOn(price.override, today) === "holds" && <Menu.Item onClick={() => onEnd(price)}>End</Menu.Item>}
        <Menu.Item onClick={() => onRemove(price)}>Remove</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
