import { SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { SpendChart } from "../../chart/spend-chart";
import { Failure } from "../../parts/failure";
import { HowFound, meaningOf } from "../../parts/how-found";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { PeriodOfPage } from "../../period/period-of-page";
import { usePeriod } from "../../period/use-period";
import { nameIn } from "../../spend/dimensions";
import { personQuery, sessionsOf, spendOf } from "../../spend/people";
import { SPEND_FRESH_MS, type SpendAsked, spendQuery } from "../../spend/query";
import { seriesOf } from "../../spend/rows";
import { SessionRows } from "../sessions/session-rows";
import { Breakdown } from "./breakdown";
import styles from "./person.module.css";
import { PersonFigures, PersonFiguresWaiting } from "./person-figures";

export const route = createLazyRoute("/dashboard/people/$name")({ component: PersonPage });

function PersonPage() {
  const { name } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/dashboard/people/$name" });
  const period = usePeriod(search);
  const person = useQuery({ ...personQuery(name, period), refetchInterval: SPEND_FRESH_MS });
  const usage = person.data?.usage ?? null;
  const ofPerson = spendOf(name, period);
  return (
    <>
      <PageHeader
        title={nameIn("user", name)}
        beside={usage !== null && <HowFound how={usage.attribution} />}
        action={
          <PeriodOfPage search={search} onChange={(chosen) => void navigate({ search: chosen, replace: true })} />
        }
      >
        {usage === null ? "One person's usage." : `${usage.team ?? "No team"}. ${meaningOf(usage.attribution)}`}
      </PageHeader>
      <Stack gap="md">
        {person.error !== null && (
          <Failure what="This person could not be loaded" error={person.error} onRetry={() => person.refetch()} />
        )}
        {person.data !== undefined && <PersonFigures person={person.data} />}
        {person.isPending && <PersonFiguresWaiting />}
        <OverTime asked={ofPerson} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <Breakdown asked={ofPerson} by="model" title="Models" />
          <Breakdown asked={{ ...ofPerson, hasSeries: false }} by="source" title="Sources" />
        </SimpleGrid>
        <Panel title="Sessions" hint="The dearest of the period, at most 50">
          <SessionRows asked={sessionsOf(name, period)} withPerson={false} />
        </Panel>
      </Stack>
    </>
  );
}

/** The answer that the list of models is made of too. */
function OverTime({ asked }: { asked: SpendAsked }) {
  const spend = useQuery({ ...spendQuery({ ...asked, by: ["model"] }), refetchInterval: SPEND_FRESH_MS });
  return (
    <Panel title="Spend over time" hint="By model">
      <div className={styles.chart}>
        {spend.data === undefined ? (
          spend.error === null ? (
            <Skeleton height={220} mx={12} />
          ) : (
            <Failure what="The chart could not be loaded" error={spend.error} onRetry={() => spend.refetch()} />
          )
        ) : (
          <SpendChart
            label="Spend over time by model"
            kind="bar"
            height={220}
            buckets={spend.data.buckets}
            series={seriesOf(spend.data, ["model"])}
          />
        )}
      </div>
    </Panel>
  );
}
