import { Button, Group, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconChartHistogram } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, Link } from "@tanstack/react-router";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { useNow } from "../../parts/use-now";
import { AlertActions } from "../../warning/alert-actions";
import { alertQuery } from "../../warning/alert-queries";
import { SeverityMark, StateMark } from "../../warning/alert-words";
import { exploreAlert } from "../../warning/explore-alert";
import { ImpactInWords } from "../../warning/impact";
import type { AlertDetail } from "../../warning/types";
import styles from "./alert.module.css";
import { Causes } from "./causes";
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

function Whole({ detail: { alert, picture } }: { detail: AlertDetail }) {
  const now = useNow();
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
          hint={picture.expected === null ? undefined : "The dashed line is what was usual."}
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
            <PictureChart picture={picture} label={alert.title} />
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
