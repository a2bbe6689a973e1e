"""The questions of early warning: who has news, spend by hour, and sessions as they run."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from stackspend.reports.question import AS_BOOKED, Dimension, Perspective
from stackspend.reports.watch import HourlySpend, RunningSession, SessionHabits, SessionMinutes
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import View, booked

PACE = timedelta(minutes=10)
RUNNING = timedelta(minutes=15)
_AHEAD = timedelta(minutes=10)
_LONGEST_SESSION = timedelta(days=2)
_OWN = ("item.organization_id = {organization_id:UUID}", "item.state = 'booked'")
_RUNNING = """item.session_id IN (
    SELECT session_id FROM line_items
    WHERE organization_id = {organization_id:UUID} AND usage_date >= {running_day:Date32}
      AND usage_time BETWEEN {running:DateTime64(6, 'UTC')} AND {latest:DateTime64(6, 'UTC')} AND session_id IS NOT NULL
)"""
_TEN_MINUTES = "toStartOfInterval(item.usage_time, INTERVAL 10 MINUTE)"
_HABITS = """count() AS sessions, quantileExact(0.95)(cost) AS high, quantileExact(0.99)(cost) AS highest,
    quantileExact(0.99)(pace) AS pace_99"""


class Watch:
    """The questions about the last minutes and hours."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def touched(self) -> dict[UUID, datetime]:
        """When something was last booked, by organization."""
        sql = "SELECT organization_id, max(touched_at) AS at FROM touched_days GROUP BY organization_id"
        return {row["organization_id"]: _aware(row["at"]) for row in self._database.rows(sql, {})}

    def hours(
        self, organization_id: UUID, since: datetime, *, perspective: Perspective = AS_BOOKED
    ) -> list[HourlySpend]:
        """The spend of each hour that has any, by connection, source, team and client version."""
        view = View(organization_id, perspective)
        columns = f"""item.connection_id AS connection_id, item.source AS source, {view.field(Dimension.TEAM)} AS team,
    item.client_version AS version, toStartOfHour(item.usage_time) AS hour, sum(ifNull({view.amount}, 0)) AS amount"""
        conditions = (
            *_OWN,
            "item.usage_date >= {first:Date32}",
            "item.usage_time >= {since:DateTime64(6, 'UTC')}",
        )
        sql = f"{booked(columns, conditions)}\nGROUP BY connection_id, source, team, version, hour"
        rows = self._database.rows(sql, view.parameters | {"first": since.date(), "since": since})
        return [
            HourlySpend(
                row["connection_id"], row["source"], row["team"], _aware(row["hour"]), row["amount"], row["version"]
            )
            for row in rows
        ]

    def session_habits(
        self, organization_id: UUID, first: date, last: date, *, perspective: Perspective = AS_BOOKED
    ) -> list[SessionHabits]:
        """Of everybody, and of each person."""
        view = View(organization_id, perspective)
        columns = f"""{view.user} AS name, item.session_id AS session, {_TEN_MINUTES} AS minutes,
    toFloat64(sum(ifNull({view.amount}, 0))) AS amount"""
        conditions = (
            *_OWN,
            "item.usage_date BETWEEN {first:Date32} AND {last:Date32}",
            "item.session_id IS NOT NULL",
        )
        steps = f"{booked(columns, conditions)}\nGROUP BY name, session, minutes"
        sessions = (
            f"SELECT name, session, sum(amount) AS cost, max(amount) AS pace FROM ({steps}) GROUP BY name, session"
        )
        # Once with all of them for the organization, once for each person.
        sql = f"""
SELECT name, grouping(name) AS of_all, {_HABITS}
FROM ({sessions})
GROUP BY GROUPING SETS ((), (name))"""
        rows = self._database.rows(sql, view.parameters | {"first": first, "last": last})
        return [
            SessionHabits(
                None if row["of_all"] else row["name"], row["sessions"], row["high"], row["highest"], row["pace_99"]
            )
            for row in rows
            if row["sessions"] and (row["of_all"] or row["name"] is not None)
        ]

    def running_sessions(
        self, organization_id: UUID, now: datetime, *, perspective: Perspective = AS_BOOKED
    ) -> list[RunningSession]:
        """The sessions that spent within the last quarter of an hour, by what they cost in the last two days. Of what
        came later than `now` only what a clock that is a little ahead may explain."""
        view = View(organization_id, perspective)
        columns = f"""item.session_id AS session, anyLast({view.user}) AS name,
    min(item.usage_time) AS began, sum(ifNull({view.amount}, 0)) AS spent,
    sumIf(ifNull({view.amount}, 0), item.usage_time > {{lately:DateTime64(6, 'UTC')}}) AS recently"""
        latest = "item.usage_time <= {latest:DateTime64(6, 'UTC')}"
        conditions = (*_OWN, "item.usage_date >= {first:Date32}", latest, _RUNNING)
        sql = f"{booked(columns, conditions)}\nGROUP BY session"
        instants = {
            "first": (now - _LONGEST_SESSION).date(),
            "lately": now - PACE,
            "latest": now + _AHEAD,
            "running": now - RUNNING,
            "running_day": (now - RUNNING).date(),
        }
        rows = self._database.rows(sql, view.parameters | instants)
        return [
            RunningSession(row["session"], row["name"], _aware(row["began"]), row["spent"], row["recently"])
            for row in rows
        ]

    def session_minutes(
        self, organization_id: UUID, session: str, since: date, *, perspective: Perspective = AS_BOOKED
    ) -> list[SessionMinutes]:
        """The spend of a session in steps of ten minutes, those without any left out."""
        view = View(organization_id, perspective)
        columns = f"{_TEN_MINUTES} AS began, sum(ifNull({view.amount}, 0)) AS amount"
        conditions = (*_OWN, "item.usage_date >= {first:Date32}", "item.session_id = {session:String}")
        sql = f"{booked(columns, conditions)}\nGROUP BY began\nORDER BY began"
        rows = self._database.rows(sql, view.parameters | {"first": since, "session": session})
        return [SessionMinutes(_aware(row["began"]), row["amount"]) for row in rows]


def _aware(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
