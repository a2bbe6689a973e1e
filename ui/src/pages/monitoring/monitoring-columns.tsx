import { Button, Text } from "@mantine/core";
import { formatUsd } from "../../format/money";
import { wordsOf } from "../../format/words";
import { Money } from "../../parts/money";
import type { Column } from "../../parts/row-table";
import { Change } from "../../spend/change";
import { BudgetLight } from "../../warning/budget-status";
import { Pace } from "../../warning/pace";
import { ScopeName } from "../../warning/scope-name";
import { nameOf } from "../../warning/scopes";
import type { Forecast, Window } from "../../warning/types";
import styles from "./monitoring.module.css";

interface Around {
  /** What the longest bar stands for, so that bars compare. */
  scale: number;
  window: Window;
  onSet: ((forecast: Forecast) => void) | null;
}

export function monitoringColumns({ scale, window, onSet }: Around): Column<Forecast>[] {
  return [
    {
      id: "scope",
      header: "Name",
      phone: "lead",
      cell: (one) => <ScopeName scope={one.scope} from={one.start_date} withKind={false} />,
    },
    { id: "spent", header: `${wordsOf(window)} to date`, align: "end", cell: (one) => <Spent one={one} /> },
    {
      id: "typical",
      header: `Typical ${window}-end`,
      align: "end",
      cell: (one) => (one.typical_usd === null ? <Text c="dimmed">–</Text> : <Money amount={one.typical_usd} />),
    },
    { id: "expected", header: "Projected", align: "end", cell: (one) => <Expected one={one} /> },
    {
      id: "pace",
      header: "Pace",
      phone: "detail",
      cell: (one) => (
        <div className={styles.pace}>
          <Pace
            spent={one.spent_usd}
            expected={one.expected_usd}
            lower={one.lower_usd}
            upper={one.upper_usd}
            budget={one.budget_usd}
            status={one.status}
            scale={scale}
          />
        </div>
      ),
    },
    {
      id: "words",
      header: "Figures",
      phone: "detail",
      isOnlyForPhones: true,
      cell: (one) => `${formatUsd(one.spent_usd)} to date, ${formatUsd(one.expected_usd)} projected`,
    },
    { id: "budget", header: "Budget", align: "end", phone: "side", cell: (one) => <Limit one={one} onSet={onSet} /> },
    {
      id: "status",
      header: "Status",
      phone: "detail",
      cell: (one) => one.status !== null && <Standing one={one} status={one.status} />,
    },
  ];
}

function Spent({ one }: { one: Forecast }) {
  return (
    <>
      <Money amount={one.spent_usd} />
      <Text size="xs" component="div">
        <Change before={one.last_usd} now={one.spent_usd} />
      </Text>
    </>
  );
}

function Expected({ one }: { one: Forecast }) {
  return (
    <>
      <Money amount={one.expected_usd} />
      <Text size="xs" c="dimmed">
        {formatUsd(one.lower_usd)} – {formatUsd(one.upper_usd)}
      </Text>
    </>
  );
}

function Limit({ one, onSet }: { one: Forecast; onSet: ((forecast: Forecast) => void) | null }) {
  if (one.budget_usd !== null) {
    return <Money amount={one.budget_usd} />;
  }
  return onSet === null ? (
    <Text c="dimmed">None</Text>
  ) : (
    <Button
      size="compact-xs"
      variant="default"
      onClick={() => onSet(one)}
      aria-label={`Set a budget for ${nameOf(one.scope)}`}
    >
      Set
    </Button>
  );
}

function Standing({ one, status }: { one: Forecast; status: NonNullable<Forecast["status"]> }) {
  return (
    <div className={styles.standing}>
      <BudgetLight status={status} />
      {one.days_to_risk !== null && (
        <Text size="xs" c="dimmed">
          {one.days_to_risk === 0 ? "Crosses today" : `${one.days_to_risk} d to risk`}
        </Text>
      )}
    </div>
  );
}
