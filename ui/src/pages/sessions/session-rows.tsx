import { IconMessages } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { MoreRows } from "../../parts/more-rows";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { FirstSteps } from "../../spend/first-steps";
import { type SessionsAsked, sessionPagesQuery } from "../../spend/people";
import { SPEND_FRESH_MS } from "../../spend/query";
import { sessionColumns } from "./session-columns";

interface SessionRowsProps {
  asked: SessionsAsked;
  withPerson: boolean;
}

/** The sessions that a question finds, each leading to its page. */
export function SessionRows({ asked, withPerson }: SessionRowsProps) {
  const navigate = useNavigate();
  const sessions = useInfiniteQuery({
    ...sessionPagesQuery(asked),
    // Who reads on has no use for rows that move; the first page is as fresh as others.
    refetchInterval: ({ state }) => (state.data !== undefined && state.data.pages.length > 1 ? false : SPEND_FRESH_MS),
  });
  if (sessions.data === undefined) {
    return sessions.error === null ? (
      <RowTableSkeleton rows={8} />
    ) : (
      <Failure what="The sessions could not be loaded" error={sessions.error} onRetry={() => sessions.refetch()} />
    );
  }
  const rows = sessions.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) {
    return (
      <EmptyState icon={IconMessages} title="No session in this period" action={<FirstSteps />}>
        Choose a longer period, or remove a filter. Usage without a session is among the line items.
      </EmptyState>
    );
  }
  return (
    <>
      <RowTable
        label="Sessions"
        columns={sessionColumns({ withPerson })}
        rows={rows}
        keyOf={({ session_id: id }) => id}
        onOpen={({ session_id: sessionId }) =>
          void navigate({ to: "/dashboard/sessions/$sessionId", params: { sessionId } })
        }
      />
      <MoreRows pages={sessions} />
    </>
  );
}
