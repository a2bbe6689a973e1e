import { IconMessages } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { type SessionsAsked, sessionsQuery } from "../../spend/people";
import { SPEND_FRESH_MS } from "../../spend/query";
import { sessionColumns } from "./session-columns";

interface SessionRowsProps {
  asked: SessionsAsked;
  withPerson: boolean;
}

/** The sessions that a question finds, each leading to its page. */
export function SessionRows({ asked, withPerson }: SessionRowsProps) {
  const navigate = useNavigate();
  const sessions = useQuery({ ...sessionsQuery(asked), refetchInterval: SPEND_FRESH_MS });
  if (sessions.data === undefined) {
    return sessions.error === null ? (
      <RowTableSkeleton rows={8} />
    ) : (
      <Failure what="The sessions could not be loaded" error={sessions.error} onRetry={() => sessions.refetch()} />
    );
  }
  if (sessions.data.length === 0) {
    return (
      <EmptyState icon={IconMessages} title="No session in this period">
        Choose a longer period. Usage that was sent without a session is in the Explorer.
      </EmptyState>
    );
  }
  return (
    <RowTable
      label="Sessions"
      columns={sessionColumns({ withPerson })}
      rows={sessions.data}
      keyOf={({ session_id: id }) => id}
      onOpen={({ session_id: sessionId }) =>
        void navigate({ to: "/dashboard/sessions/$sessionId", params: { sessionId } })
      }
    />
  );
}
