import { Group, SegmentedControl, Select, Skeleton } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Legend } from "../../chart/legend";
import { SpendChart } from "../../chart/spend-chart";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import type { Preset } from "../../period/presets";
import { usePeriod } from "../../period/use-period";
import { dimensionOf } from "../../spend/dimensions";
import { SPEND_FRESH_MS, spendQuery } from "../../spend/query";
import { seriesOf } from "../../spend/rows";
import styles from "./over-time.module.css";

const CHOICES = ["model", "team", "user", "source", "query_source", "skill"];
const PERIODS: { value: Preset; label: string }[] = [
  { value: "7d", label: "7 days" },
  { value: "30d", label: "30 days" },
  { value: "90d", label: "90 days" },
];

/** Spend by day, stacked by what the reader chooses; the Explorer goes on from here. */
export function OverTime() {
  const [by, setBy] = useState("model");
  const [preset, setPreset] = useState<Preset>("30d");
  const period = usePeriod({ period: preset });
  const spend = useQuery({ ...spendQuery({ period, by: [by], top: 8 }), refetchInterval: SPEND_FRESH_MS });
  return (
    <Panel
      title="Spend over time"
      action={
        <Group gap="xs">
          <Select
            size="xs"
            w={130}
            aria-label="Stacked by"
            data={CHOICES.map((id) => ({ value: id, label: dimensionOf(id).label }))}
            value={by}
            onChange={(chosen) => chosen !== null && setBy(chosen)}
            allowDeselect={false}
          />
          <SegmentedControl
            size="xs"
            aria-label="Period"
            data={PERIODS}
            value={preset}
            onChange={(chosen) => setPreset(chosen as Preset)}
          />
          <Link to="/dashboard/explorer" search={{ by: [by], period: preset }} className={styles.more ?? ""}>
            Explore <IconArrowRight size={14} aria-hidden="true" />
          </Link>
        </Group>
      }
    >
      <div className={styles.chart} data-stale={spend.isPlaceholderData || undefined}>
        {spend.data === undefined ? (
          spend.error === null ? (
            <Skeleton height={268} mx={12} />
          ) : (
            <Failure what="The chart could not be loaded" error={spend.error} onRetry={() => spend.refetch()} />
          )
        ) : (
          <>
            <SpendChart
              label={`Spend over time by ${dimensionOf(by).label.toLowerCase()}`}
              kind="bar"
              height={240}
              buckets={spend.data.buckets}
              series={seriesOf(spend.data, [by])}
            />
            <div className={styles.legend}>
              <Legend series={seriesOf(spend.data, [by])} />
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}
