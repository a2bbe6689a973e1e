import { Skeleton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { meQuery, providersQuery } from "../../api/queries";
import type { MonthOverview, Provider } from "../../api/types";
import { formatShare } from "../../format/change";
import { formatUsd } from "../../format/money";
import { countOf } from "../../format/quantity";
import { useNow } from "../../parts/use-now";
import { alertsQuery } from "../../warning/alert-queries";
import { gravestOf } from "../../warning/sections";
import type { Alert } from "../../warning/types";
import styles from "./attention.module.css";

const MOST_ALERTS = 3;

/** What somebody should look into, or that there is nothing. All that it rests on is asked for at once, and shown at once,
 * so that what is below it moves as little as it can. */
export function Attention({ overview }: { overview: UseQueryResult<MonthOverview> }) {
  const { data: me, isLoading: isSomebodyUnknown } = useQuery(meQuery);
  const isViewer = me === undefined || me.member.role === "viewer";
  const providers = useQuery({ ...providersQuery, enabled: !isViewer });
  const alerts = useQuery({ ...alertsQuery("open"), enabled: !isViewer });
  const now = useNow();
  if (isSomebodyUnknown || overview.isLoading || providers.isLoading || alerts.isLoading) {
    return <Skeleton height={57} radius={10} />;
  }
  return (
    overview.data !== undefined && (
      <Items
        overview={overview.data}
        providers={isViewer ? [] : (providers.data ?? [])}
        alerts={gravestOf(alerts.data ?? [], now)}
        isViewer={isViewer}
      />
    )
  );
}

interface ItemsProps {
  overview: MonthOverview;
  providers: Provider[];
  alerts: Alert[];
  isViewer: boolean;
}

function Items({ overview, providers, alerts, isViewer }: ItemsProps) {
  // Silent senders are told of as providers, with the way to their page.
  const open = alerts.filter(({ kind }) => kind !== "silent_sender");
  const items = [
    ...open.slice(0, MOST_ALERTS).map((alert) => <AlertItem key={alert.id} alert={alert} />),
    open.length > MOST_ALERTS && <MoreAlerts key="alerts" count={open.length - MOST_ALERTS} />,
    ...providers.map(ofProvider),
    overview.unattributed_line_items > 0 && !isViewer && <Unattributed key="unattributed" overview={overview} />,
    overview.unpriced > 0 && <Unpriced key="unpriced" overview={overview} />,
  ].filter(Boolean);
  return (
    <section aria-label="Needs attention" className={styles.items}>
      {items.length > 0 ? items : <Nothing />}
    </section>
  );
}

function Nothing() {
  return (
    <div className={styles.item} data-calm>
      <span className={styles.dot} data-tone="good" aria-hidden="true" />
      <span className={styles.words}>
        <span className={styles.title}>Nothing needs attention</span>
        <span className={styles.note}>No open alert, no silent sender, no spend without a person or a price</span>
      </span>
    </div>
  );
}

function AlertItem({ alert }: { alert: Alert }) {
  const isGrave = alert.severity === "critical" || alert.severity === "high";
  return (
    <Link to="/dashboard/inbox/$alertId" params={{ alertId: alert.id }} className={styles.item ?? ""}>
      <Words tone={isGrave ? "bad" : "warn"} title={alert.title}>
        {alert.summary}
      </Words>
    </Link>
  );
}

function MoreAlerts({ count }: { count: number }) {
  return (
    <Link to="/dashboard/inbox" className={styles.item ?? ""}>
      <Words tone="warn" title={countOf(count, "more alert is open", "more alerts are open")}>
        All are in the Inbox
      </Words>
    </Link>
  );
}

function Unattributed({ overview }: { overview: MonthOverview }) {
  const share = formatShare(overview.unattributed_usd, overview.month_usd);
  return (
    <Link to="/dashboard/explorer" search={{ by: ["user"], period: "month", top: 50 }} className={styles.item ?? ""}>
      <Words tone="warn" title={`${formatUsd(overview.unattributed_usd)} names no person`}>
        {share === null ? "This month" : `${share} of this month's spend`}; a mapping rule can give it to a team
      </Words>
    </Link>
  );
}

function Unpriced({ overview }: { overview: MonthOverview }) {
  return (
    <Link to="/dashboard/explorer" search={{ by: ["model"], period: "month" }} className={styles.item ?? ""}>
      <Words tone="warn" title={`${countOf(overview.unpriced, "line item has", "line items have")} no known price`}>
        They are in no amount; a price override can state one
      </Words>
    </Link>
  );
}

function ofProvider(provider: Provider) {
  const { connection_id: connectionId, health, refused, name } = provider;
  if (health === "receiving") {
    return null;
  }
  const [title, words] =
    health === "refusing"
      ? [`${name} turns exports away`, refused.last_reason ?? "See why on its page"]
      : health === "silent"
        ? [`${name} is silent`, "Nothing came for more than a day"]
        : [`${name} waits for telemetry`, "Its set-up is not finished"];
  return (
    <Link
      key={connectionId}
      to="/dashboard/providers/$connectionId"
      params={{ connectionId }}
      className={styles.item ?? ""}
    >
      <Words tone={health === "refusing" ? "bad" : "warn"} title={title}>
        {words}
      </Words>
    </Link>
  );
}

function Words({ tone, title, children }: { tone: "warn" | "bad"; title: string; children: ReactNode }) {
  return (
    <>
      <span className={styles.dot} data-tone={tone} aria-hidden="true" />
      <span className={styles.words}>
        <span className={styles.title}>{title}</span>
        <span className={styles.note}>{children}</span>
      </span>
      <IconChevronRight size={15} aria-hidden="true" className={styles.arrow} />
    </>
  );
}
