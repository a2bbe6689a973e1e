import type { ExploredSpend, PersonRow } from "../../api/types";
import { Trend } from "../../chart/trend";
import { countOf, formatCount, formatTokenSum } from "../../format/quantity";
import { HowFound } from "../../parts/how-found";
import { Money } from "../../parts/money";
import type { Column } from "../../parts/row-table";
import { TimeAgo } from "../../parts/time-ago";
import { Change } from "../../spend/change";
import { PersonName } from "../../spend/person-name";
import { CacheUse } from "../../spend/spend-figures";

/** The columns of people; their trends come with another answer, which may come later. */
export function peopleColumns(trends: ExploredSpend | undefined): Column<PersonRow>[] {
  const groups = new Map(trends?.groups.map((group) => [group.names[0] ?? null, group]));
  return [
    {
      id: "name",
      header: "Person",
      phone: "lead",
      cell: ({ name, attribution }) => (
        <>
          <PersonName name={name} /> {name !== null && <HowFound how={attribution} />}
        </>
      ),
    },
    {
      id: "cost",
      header: "Est. cost",
      align: "end",
      phone: "side",
      cell: ({ net_amount_usd: amount }) => <Money amount={amount} />,
    },
    {
      id: "change",
      header: "Change",
      align: "end",
      cell: ({ name }) => {
        const group = groups.get(name);
        return group === undefined ? "–" : <Change before={group.before_usd} now={group.sums.net_amount_usd} />;
      },
    },
    { id: "trend", header: "Trend", cell: ({ name }) => <Trend amounts={groups.get(name)?.series ?? []} /> },
    {
      id: "team",
      header: "Team",
      cell: ({ team, team_attribution: how }) => (team === null ? "–" : <Team name={team} how={how} />),
    },
    { id: "sessions", header: "Sessions", align: "end", cell: ({ sessions }) => formatCount(sessions) },
    { id: "requests", header: "Requests", align: "end", cell: ({ requests }) => formatCount(requests) },
    { id: "tokens", header: "Tokens", align: "end", cell: ({ tokens }) => formatTokenSum(Object.values(tokens)) },
    { id: "cache", header: "From cache", align: "end", cell: ({ tokens }) => <CacheUse tokens={tokens} /> },
    { id: "last", header: "Last used", cell: ({ last_used_at: at }) => <TimeAgo at={at} /> },
    {
      id: "summary",
      header: "Summary",
      phone: "detail",
      isOnlyForPhones: true,
      cell: ({ team, sessions, last_used_at: at }) => (
        <>
          {team === null ? "" : `${team} · `}
          {countOf(sessions, "session")} · <TimeAgo at={at} />
        </>
      ),
    },
  ];
}

function Team({ name, how }: { name: string; how: string }) {
  return (
    <>
      {name} <HowFound how={how} />
    </>
  );
}
