import { Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { meQuery } from "../../api/queries";
import type { SessionReport } from "../../api/types";
import { formatAbsolute } from "../../format/time";
import { titleOf } from "../../format/words";
import { LineItemDrawer } from "../../line-item/line-item-drawer";
import { Failure } from "../../parts/failure";
import { HowFound } from "../../parts/how-found";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { sessionQuery } from "../../spend/people";
import { PersonName } from "../../spend/person-name";
import { SPEND_FRESH_MS } from "../../spend/query";
import { Growth } from "./growth";
import { requestColumns, type TimelineRow, timelineOf } from "./request-columns";
import { SessionFigures } from "./session-figures";

export const route = createLazyRoute("/dashboard/sessions/$sessionId")({ component: SessionPage });

function SessionPage() {
  const { sessionId } = route.useParams();
  const { item } = route.useSearch();
  const navigate = useNavigate({ from: "/dashboard/sessions/$sessionId" });
  const session = useQuery({ ...sessionQuery(sessionId), refetchInterval: SPEND_FRESH_MS });
  return (
    <>
      <PageHeader title={`Session ${sessionId.slice(0, 8)}`}>
        {session.data === undefined ? sessionId : <Whose session={session.data} />}
      </PageHeader>
      <Stack gap="md">
        {session.error !== null && (
          <Failure what="This session could not be loaded" error={session.error} onRetry={() => session.refetch()} />
        )}
        {session.isPending && <Waiting />}
        {session.data !== undefined && (
          <>
            <SessionFigures session={session.data} />
            <Growth items={session.data.line_items} />
            <Requests session={session.data} />
          </>
        )}
      </Stack>
      <LineItemDrawer id={item} isCovered={false} onClose={() => void navigate({ search: {}, resetScroll: false })} />
    </>
  );
}

function Whose({ session: { session } }: { session: SessionReport }) {
  return (
    <>
      {titleOf(session.source)}
      {session.client_version !== null && ` ${session.client_version}`} · <PersonName name={session.user} />{" "}
      {session.user !== null && <HowFound how={session.attribution} />}
      {session.team !== null && ` · ${session.team}`} · {formatAbsolute(session.started_at)}
    </>
  );
}

/** The timeline. Explanations quote telemetry, which a viewer does not see. */
function Requests({ session }: { session: SessionReport }) {
  const navigate = useNavigate({ from: "/dashboard/sessions/$sessionId" });
  const { data: me } = useQuery(meQuery);
  const mayExplain = me !== undefined && me.member.role !== "viewer";
  const open = (id: string) => void navigate({ search: { item: id }, resetScroll: false });
  return (
    <Panel
      title="Timeline"
      hint={
        session.is_whole ? "Each line item in the order of time" : "The session has more line items than are listed"
      }
    >
      <RowTable<TimelineRow>
        label="Timeline"
        columns={requestColumns({ start: session.session.started_at, mayExplain })}
        rows={timelineOf(session.line_items)}
        keyOf={({ item }) => item.id}
        {...(mayExplain ? { onOpen: ({ item }) => open(item.id) } : {})}
      />
    </Panel>
  );
}

function Waiting() {
  return (
    <>
      <Skeleton height={86} radius={12} />
      <Skeleton height={236} radius={12} />
      <Panel title="Timeline">
        <RowTableSkeleton rows={8} />
      </Panel>
    </>
  );
}
