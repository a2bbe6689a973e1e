"""Activity by day, and the spend beside it."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from uuid import UUID

from stackspend.ledger.activity import ActivityKind
from stackspend.reports.activity import Counts
from stackspend.reports.question import Attribution, Filters, Period, Perspective
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import BOOKED, View, where


class Activities:
    """The questions about activity. Rows of activity carry the identity columns that line items do."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def daily(
        self, organization_id: UUID, period: Period, *, user: str | None, session: str | None, attribution: Attribution
    ) -> dict[date, Counts]:
        """The counts of each day that has any; active time in seconds."""
        view = View(organization_id, Perspective(attribution=attribution))
        conditions = [
            "item.organization_id = {organization_id:UUID}",
            "toDate32(item.time) BETWEEN {start:Date32} AND {end:Date32}",
        ]
        view.parameters |= {"start": period.start, "end": period.end}
        if user is not None:
            conditions.append(f"lowerUTF8({view.user}) = {{user:String}}")
            view.parameters["user"] = user.casefold()
        if session is not None:
            conditions.append("item.session_id = {session:String}")
            view.parameters["session"] = session
        sql = f"""
SELECT toDate32(item.time) AS day, item.kind AS kind, sum(item.value) AS total
FROM activity AS item FINAL
{view.joins if user is not None else ""}
WHERE {" AND ".join(conditions)}
GROUP BY day, kind"""
        found: dict[date, Counts] = defaultdict(dict)
        for row in self._database.rows(sql, view.parameters):
            found[row["day"]][ActivityKind(row["kind"])] = row["total"]
        return found

    def spend(
        self, organization_id: UUID, period: Period, *, user: str | None, session: str | None, attribution: Attribution
    ) -> Decimal | None:
        """The booked amount of the same people and days; None if nothing is known."""
        view = View(organization_id, Perspective(attribution=attribution))
        conditions = where(view, period, Filters(user=user, session=session))
        joins = view.joins if user is not None else ""
        sql = f"SELECT sumOrNull({view.amount}) AS total FROM {BOOKED}\n{joins}\n{conditions}"
        total: Decimal | None = self._database.rows(sql, view.parameters)[0]["total"]
        return total
