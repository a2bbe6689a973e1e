import { ActionIcon, Button, Menu, Text } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { formatUsd } from "../../format/money";
import { countOf } from "../../format/quantity";
import { Money } from "../../parts/money";
import type { Column } from "../../parts/row-table";
import { BudgetLight } from "../../warning/budget-status";
import { Pace } from "../../warning/pace";
import { ScopeName } from "../../warning/scope-name";
import { nameOf } from "../../warning/scopes";
import type { Budget } from "../../warning/types";
import { everyOf } from "../../warning/windows";
import styles from "./budgets.module.css";
import { type BudgetRow, FIRST_PEOPLE } from "./rows";

interface Actions {
  onEdit: (budget: Budget) => void;
  onRemove: (budget: Budget) => void;
}

/** Shows everybody who comes near a default, or the first few again. */
type Toggle = (budget: Budget) => void;

/** Without actions, for those who may only read. */
export function budgetColumns(onToggle: Toggle, actions: Actions | null): Column<BudgetRow>[] {
  const columns: Column<BudgetRow>[] = [
    { id: "scope", header: "Budget of", phone: "lead", cell: (row) => <Of row={row} /> },
    { id: "used", header: "Spent", phone: "detail", cell: (row) => <Used row={row} onToggle={onToggle} /> },
    { id: "projected", header: "Projected", align: "end", cell: (row) => <Projected row={row} /> },
    { id: "reason", header: "Why", phone: "detail", cell: (row) => <Why row={row} /> },
    {
      id: "status",
      header: "Status",
      phone: "side",
      cell: ({ standing }) => standing !== null && <BudgetLight status={standing.status} />,
    },
  ];
  if (actions !== null) {
    const cell = (row: BudgetRow) => !row.isByDefault && <More budget={row.budget} {...actions} />;
    columns.push({ id: "more", header: <span className={styles.unseen}>Actions</span>, phone: "action", cell });
  }
  return columns;
}

function Of({ row: { budget, standing, isByDefault } }: { row: BudgetRow }) {
  if (isByDefault && standing !== null) {
    return (
      <div className={styles.person}>
        <ScopeName scope={standing.scope} from={standing.start_date} withKind={false} />
      </div>
    );
  }
  const from = standing?.start_date ?? null;
  return (
    <ScopeName scope={budget.scope} from={from} note={`${formatUsd(budget.amount_usd)} ${everyOf(budget.window)}`} />
  );
}

function Used({ row: { budget, standing, people }, onToggle }: { row: BudgetRow; onToggle: Toggle }) {
  if (standing === null) {
    return people === null ? null : (
      <Text inherit c="dimmed">
        {people.near === 0 ? "Nobody comes near it" : `${countOf(people.near, "person comes", "people come")} near it`}
        {people.near > FIRST_PEOPLE && (
          <Button size="compact-xs" variant="subtle" ml={6} onClick={() => onToggle(budget)}>
            {people.shown < people.near ? "Show all" : "Show fewer"}
          </Button>
        )}
      </Text>
    );
  }
  return (
    <div className={styles.used}>
      <Pace
        spent={standing.spent_usd}
        expected={standing.expected_usd}
        lower={standing.lower_usd}
        upper={standing.upper_usd}
        budget={budget.amount_usd}
        status={standing.status}
      />
      <span className={styles.figures}>
        <span>
          <Money amount={standing.spent_usd} /> of {formatUsd(budget.amount_usd)}
        </span>
        <span className="tabular">{Math.floor(Number(standing.used_percent))}%</span>
      </span>
    </div>
  );
}

function Projected({ row: { standing } }: { row: BudgetRow }) {
  return (
    standing !== null && (
      <>
        <Money amount={standing.expected_usd} />
        <Text size="xs" c="dimmed">
          {formatUsd(standing.lower_usd)} – {formatUsd(standing.upper_usd)}
        </Text>
      </>
    )
  );
}

function Why({ row: { standing, budget, isByDefault } }: { row: BudgetRow }) {
  if (standing !== null) {
    return <span className={styles.why}>{standing.reason}</span>;
  }
  return (
    budget.scope.kind === "each_person" &&
    !isByDefault && (
      <Text inherit c="dimmed" className={styles.why ?? ""}>
        For everybody without a budget of their own
      </Text>
    )
  );
}

function More({ budget, onEdit, onRemove }: Actions & { budget: Budget }) {
  return (
    <Menu position="bottom-end" shadow="md" width={150}>
      <Menu.Target>
        <ActionIcon aria-label={`Actions on the budget of ${nameOf(budget.scope)} ${everyOf(budget.window)}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onEdit(budget)}>
          Change
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => onRemove(budget)}>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
