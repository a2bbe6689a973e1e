import { Button, Group, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconChartHistogram } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, Link } from "@tanstack/react-router";
import { formatUsd } from "../../format/money";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { useNow } from "../../parts/use-now";
import { AlertActions } from "../../warning/alert-actions";
import { alertQuery } from "../../warning/alert-queries";
import { SeverityMark, StateMark } from "../../warning/alert-words";
import { exploreAlert } from "../../warning/explore-alert";
import { ImpactInWords } from "../../warning/impact";
import { budgetsQuery } from "../../warning/queries";
import type { AlertDetail, Picture, Standing } from "../../warning/types";
import styles from "./alert.module.css";
import { Causes } from "./causes";
import { standingOf } from "./forecast";
import { History } from "./history";
import { PictureChart } from "./picture-chart";

export const route = createLazyRoute("/dashboard/inbox/$alertId")({ component: AlertPage });

function AlertPage() {
  const { alertId } = route.useParams();
  const alert = useQuery(alertQuery(alertId));
  if (alert.data !== undefined) {
    return <Whole detail={alert.data} />;
  }
  return alert.error === null ? (
    <Skeleton height={420} aria-label="Loading" />
  ) : (
    <Failure what="The alert could not be loaded" error={alert.error} onRetry={() => alert.refetch()} />
  );
}

function hintOf({ points, expected }: Picture, standing: Standing | null): string | undefined {
  if (standing !== null) {
    const [lower, upper] = [formatUsd(standing.lower_usd), formatUsd(standing.upper_usd)];
    return `The band ahead is the forecast: it ends between ${lower} and ${upper}, four times in five.`;
  }
  if (points.some(({ upper }) => upper !== null)) {
    return "The band behind is what was to be expected of each day.";
  }
  return expected === null ? undefined : "The dashed line is what was usual.";
}

function Whole({ detail: { alert, picture } }: { detail: AlertDetail }) {
  const now = useNow();
  const budgets = useQuery({ ...budgetsQuery, enabled: picture.is_cumulative });
  const standing = standingOf(alert, picture, budgets.data?.standings ?? []);
  return (
    <>
      <Link to="/dashboard/inbox" className={styles.back ?? ""}>
        <IconArrowLeft size={15} aria-hidden="true" /> Inbox
      </Link>
      <PageHeader
        title={alert.title}
        beside={
          <Group gap={6}>
            <SeverityMark severity={alert.severity} />
            <StateMark alert={alert} now={now} />
          </Group>
        }
        action={<AlertActions alert={alert} />}
      >
        {alert.summary}
      </PageHeader>
      <div className={styles.parts}>
        <Panel
          title="What happened"
          hint={hintOf(picture, standing)}
          action={
            <Button
              size="xs"
              variant="default"
              leftSection={<IconChartHistogram size={15} />}
              renderRoot={(props) => <Link to="/dashboard/explorer" search={exploreAlert(alert)} {...props} />}
            >
              Explore
            </Button>
          }
        >
          <div className={styles.chart}>
            <PictureChart picture={picture} standing={standing} label={alert.title} />
          </div>
        </Panel>
        <div className={styles.columns}>
          <Panel title="Probable cause" hint={<ImpactInWords alert={alert} />}>
            <Causes alert={alert} />
          </Panel>
          <Panel title="History">
            <History alert={alert} />
          </Panel>
        </div>
      </div>
    </>
  );
}
