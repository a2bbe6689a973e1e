import { SegmentedControl } from "@mantine/core";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { PeriodOfPage, usePeriod } from "../../period/period-of-page";
import type { SessionOrder } from "../../spend/people";
import { SessionRows } from "./session-rows";

export const route = createLazyRoute("/dashboard/sessions")({ component: SessionsPage });

const MOST = 200;

function SessionsPage() {
  const { order = "cost", ...search } = route.useSearch();
  const navigate = useNavigate({ from: "/dashboard/sessions" });
  const period = usePeriod(search);
  return (
    <>
      <PageHeader
        title="Sessions"
        action={
          <PeriodOfPage
            search={search}
            onChange={(chosen) => void navigate({ search: { ...chosen, order }, replace: true })}
          />
        }
      >
        Each run of an agent, from its first request to its last, as far as it lies in the period.
      </PageHeader>
      <Panel
        title={order === "cost" ? "The dearest" : "The latest"}
        hint={`At most ${MOST}`}
        action={
          <SegmentedControl
            size="xs"
            aria-label="Which first"
            value={order}
            onChange={(chosen) =>
              void navigate({ search: { ...search, order: chosen as SessionOrder }, replace: true, resetScroll: false })
            }
            data={[
              { value: "cost", label: "By cost" },
              { value: "latest", label: "By time" },
            ]}
          />
        }
      >
        <SessionRows asked={{ period, order, limit: MOST }} withPerson />
      </Panel>
    </>
  );
}
