"""Activity by day, and the spend beside it."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from uuid import UUID

from stackspend.ledger.activity import ActivityKind
from stackspend.reports.activity import Counts
from stackspend.reports.question import Attribution, Filters, Period, Perspective
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import View
from stackspend.store.ledger.links import linking, rests_on_links
from stackspend.store.ledger.spend import spend

# With the columns of a line item that names and links rest on. A name that is no account was stated as `enduser.id`.
_ACTIVITY = """(
    SELECT kind, value, time, session_id, user, user_email, account_uuid, account_id, user_id,
        if(user_email IS NULL AND NOT has([account_uuid, account_id, user_id], user), user, NULL) AS enduser_id,
        CAST(NULL, 'Nullable(String)') AS trace_id, false AS user_declared
    FROM activity FINAL
    WHERE organization_id = {organization_id:UUID}
      AND toDate32(time, {zone:String}) BETWEEN {start:Date32} AND {end:Date32}
) AS item"""


class Activities:
    """The questions about activity."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def daily(
        self, organization_id: UUID, period: Period, *, user: str | None, session: str | None, attribution: Attribution
    ) -> dict[date, Counts]:
        """The counts of each day that has any; active time in seconds."""
        view = View(organization_id, Perspective(attribution=attribution))
        view.parameters |= {"start": period.start, "end": period.end, "zone": period.zone}
        conditions = []
        if user is not None:
            conditions.append(f"lowerUTF8({view.user}) = {{user:String}}")
            view.parameters["user"] = user.casefold()
        if session is not None:
            conditions.append("item.session_id = {session:String}")
            view.parameters["session"] = session
        sql = f"""
{linking(f"{_ACTIVITY} WHERE true") if rests_on_links(" ".join(conditions)) else ""}
SELECT toDate32(item.time, {{zone:String}}) AS day, item.kind AS kind, sum(item.value) AS total
FROM {_ACTIVITY}
WHERE {" AND ".join(conditions) or "true"}
GROUP BY day, kind"""
        found: dict[date, Counts] = defaultdict(dict)
        for row in self._database.rows(sql, view.parameters):
            found[row["day"]][ActivityKind(row["kind"])] = row["total"]
        return found

    def spend(
        self, organization_id: UUID, period: Period, *, user: str | None, session: str | None, perspective: Perspective
    ) -> Decimal | None:
        """The booked amount of the same people and days; None if nothing is known."""
        view = View(organization_id, perspective)
        relation = spend(self._database, view, period, Filters(user=user, session=session), [])
        sql = f"SELECT sumOrNull(item.net_amount) AS total FROM {relation}"
        total: Decimal | None = self._database.rows(sql, view.parameters)[0]["total"]
        return total
