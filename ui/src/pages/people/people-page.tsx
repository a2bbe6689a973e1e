import { Skeleton, TextInput } from "@mantine/core";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { countOf } from "../../format/quantity";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { PeriodOfPage } from "../../period/period-of-page";
import { usePeriod } from "../../period/use-period";
import { nameIn } from "../../spend/dimensions";
import { FirstSteps } from "../../spend/first-steps";
import { peopleQuery, trendsQuery } from "../../spend/people";
import { SPEND_FRESH_MS } from "../../spend/query";
import { peopleColumns } from "./people-columns";

export const route = createLazyRoute("/dashboard/people")({ component: PeoplePage });

function PeoplePage() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/dashboard/people" });
  const period = usePeriod(search);
  return (
    <>
      <PageHeader
        title="People"
        action={
          <PeriodOfPage search={search} onChange={(chosen) => void navigate({ search: chosen, replace: true })} />
        }
      >
        Who used Claude, what it is estimated to have cost, and how sure the name is.
      </PageHeader>
      <Everybody key={`${period.start} ${period.end}`} period={period} />
    </>
  );
}

function Everybody({ period }: { period: ReturnType<typeof usePeriod> }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const people = useQuery({ ...peopleQuery(period), refetchInterval: SPEND_FRESH_MS });
  const trends = useQuery(trendsQuery(period));
  if (people.data === undefined) {
    return (
      <Panel title="Everybody" action={<Skeleton height={30} width={220} />}>
        {people.error === null ? (
          <RowTableSkeleton rows={10} />
        ) : (
          <Failure what="The people could not be loaded" error={people.error} onRetry={() => people.refetch()} />
        )}
      </Panel>
    );
  }
  const wanted = typed.trim().toLowerCase();
  const shown = people.data.filter(({ name, team }) =>
    `${name ?? nameIn("user", null)} ${team ?? ""}`.toLowerCase().includes(wanted),
  );
  return (
    <Panel
      title={countOf(people.data.filter(({ name }) => name !== null).length, "person", "people")}
      action={
        <TextInput
          size="xs"
          w={220}
          aria-label="Find a person or a team"
          placeholder="Find a person or a team"
          leftSection={<IconSearch size={14} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      }
    >
      {shown.length === 0 ? (
        <EmptyState
          icon={IconUsers}
          title={wanted === "" ? "Nobody used anything in this period" : "Nobody is called so"}
          action={<FirstSteps />}
        >
          {wanted === "" ? "Choose a longer period." : "Type less of the name, or choose a longer period."}
        </EmptyState>
      ) : (
        <RowTable
          label="People"
          columns={peopleColumns(trends.data)}
          rows={shown}
          keyOf={({ name }) => name ?? ""}
          isDimmed={({ name }) => name === null}
          onOpen={({ name }) => {
            if (name !== null) {
              void navigate({ to: "/dashboard/people/$name", params: { name } });
            }
          }}
        />
      )}
    </Panel>
  );
}
