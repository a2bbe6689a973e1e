import { Button, Text, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type OwnSession, sessionsQuery, useEndOtherSessions, useEndSession } from "../../api/people";
import { nameBrowser } from "../../format/browser";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { type Column, RowTable, RowTableSkeleton } from "../../parts/row-table";
import { TimeAgo } from "../../parts/time-ago";

const WAYS: Record<string, string> = {
  link: "sign-in link",
  password: "password",
  openid: "single sign-on",
  invitation: "invitation",
  set_up: "set-up",
};

export function SessionsPanel() {
  const sessions = useQuery(sessionsQuery);
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  const failure = sessions.error ?? end.error ?? endOthers.error;
  return (
    <Panel
      title="Sessions"
      hint="The browsers that you are signed in with."
      action={
        (sessions.data?.length ?? 0) > 1 && (
          <Button variant="default" size="xs" loading={endOthers.isPending} onClick={() => endOthers.mutate(undefined)}>
            Sign out all others
          </Button>
        )
      }
    >
      {failure !== null && <Failure what="That did not work" error={failure} onRetry={() => sessions.refetch()} />}
      {sessions.data === undefined && sessions.error === null && <RowTableSkeleton rows={2} />}
      {sessions.data !== undefined && (
        <RowTable
          label="Sessions"
          columns={sessionColumns((one) => end.mutate(one.id))}
          rows={sessions.data}
          keyOf={(one) => one.id}
        />
      )}
    </Panel>
  );
}

function sessionColumns(onEnd: (session: OwnSession) => void): Column<OwnSession>[] {
  return [
    { id: "browser", header: "Browser", phone: "lead", cell: (one) => <Browser session={one} /> },
    { id: "address", header: "Address", phone: "detail", cell: (one) => one.address ?? "Unknown" },
    {
      id: "began",
      header: "Signed in",
      phone: "detail",
      cell: (one) => (
        <>
          <TimeAgo at={one.began_at} />
          <Text size="xs" c="dimmed">
            by {WAYS[one.way] ?? one.way}
          </Text>
        </>
      ),
    },
    { id: "seen", header: "Last seen", phone: "side", cell: (one) => <TimeAgo at={one.seen_at} /> },
    {
      id: "actions",
      header: <VisuallyHidden>Actions</VisuallyHidden>,
      align: "end",
      phone: "action",
      cell: (one) =>
        !one.is_this && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => onEnd(one)}
            aria-label={`Sign out ${nameBrowser(one.user_agent)}`}
          >
            Sign out
          </Button>
        ),
    },
  ];
}

function Browser({ session }: { session: OwnSession }) {
  return (
    <>
      <Text inherit fw={500}>
        {nameBrowser(session.user_agent)}
      </Text>
      {session.is_this && (
        <Text size="xs" c="dimmed">
          This browser
        </Text>
      )}
    </>
  );
}
