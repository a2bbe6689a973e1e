import { Group, SegmentedControl, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { providersQuery } from "../../api/queries";
import { LineItemDrawer } from "../../line-item/line-item-drawer";
import { PageHeader } from "../../parts/page-header";
import { PeriodOfPage } from "../../period/period-of-page";
import { usePeriod } from "../../period/use-period";
import { Coverage } from "./coverage";
import styles from "./data-quality.module.css";
import { PriceAudit } from "./price-audit";
import type { QualitySearch } from "./search";

const HERE = "/dashboard/data-quality";

export const route = createLazyRoute(HERE)({ component: DataQualityPage });

function DataQualityPage() {
  const search = route.useSearch();
  const { item, ...beneath } = search;
  const { view, provider, ...chosen } = beneath;
  const { period: _preset, from: _from, to: _to, ...others } = beneath;
  const { provider: _one, ...ofAll } = beneath;
  const { view: _shown, ...coverage } = beneath;
  const asked = { period: usePeriod(chosen), provider };
  const navigate = useNavigate({ from: HERE });
  const go = (next: QualitySearch) => void navigate({ search: next, replace: true, resetScroll: false });
  return (
    <>
      <PageHeader
        title="Data quality"
        action={
          <Group gap="xs" className={styles.choices ?? ""}>
            <ProviderChoice provider={provider} onChange={(chosenOne) => go({ ...ofAll, ...chosenOne })} />
            <PeriodOfPage search={chosen} onChange={(next) => go({ ...others, ...next })} />
          </Group>
        }
      >
        What the telemetry lacks, and where clients price by another list. By UTC days.
      </PageHeader>
      <Stack gap="lg">
        <SegmentedControl
          aria-label="What to look at"
          className={styles.views ?? ""}
          value={view ?? "coverage"}
          onChange={(next) => go(next === "prices" ? { ...coverage, view: "prices" } : coverage)}
          data={[
            { value: "coverage", label: "Coverage" },
            { value: "prices", label: "Price audit" },
          ]}
        />
        {view === "prices" ? (
          <PriceAudit asked={asked} onItem={(id) => go({ ...beneath, item: id })} />
        ) : (
          <Coverage asked={asked} />
        )}
      </Stack>
      <LineItemDrawer id={item} isCovered={false} onClose={() => go(beneath)} />
    </>
  );
}

interface ProviderChoiceProps {
  provider: string | undefined;
  onChange: (search: { provider?: string }) => void;
}

function ProviderChoice({ provider, onChange }: ProviderChoiceProps) {
  const { data: providers } = useQuery(providersQuery);
  return (
    <Select
      aria-label="Provider"
      placeholder="All providers"
      clearable
      w={200}
      value={provider ?? null}
      onChange={(id) => onChange(id === null ? {} : { provider: id })}
      data={(providers ?? []).map((one) => ({ value: one.connection_id, label: one.name }))}
    />
  );
}
