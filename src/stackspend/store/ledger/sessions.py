"""Sessions: what each used, when, and whose it was."""

import re
from uuid import UUID

from stackspend.errors import InvalidInput
from stackspend.reports.answer import amount_text, tokens_of
from stackspend.reports.question import Dimension, Filters, Period, Perspective
from stackspend.reports.sessions import SessionOrder, SessionPage, SessionRow
from stackspend.store.ledger.database import LedgerDatabase, Row
from stackspend.store.ledger.expressions import View, as_text
from stackspend.store.ledger.grains import BY_SESSION
from stackspend.store.ledger.known import Known
from stackspend.store.ledger.native import microseconds
from stackspend.store.ledger.session_spend import session_spend
from stackspend.store.ledger.spend import sums

# What a page is ordered by, and the same of the last session of the page before. An unknown cost comes last.
_PLACE = {
    SessionOrder.COST: ("ifNull(net_amount, toDecimal128(-1, 24))", "toDecimal128({place:String}, 24)"),
    SessionOrder.LATEST: ("toUnixTimestamp64Micro(ended_at)", "toInt64({place:String})"),
}
_UNKNOWN = "-1"

_ORDER = {SessionOrder.COST: "net_amount DESC", SessionOrder.LATEST: "ended_at DESC"}

_NUMBER = {
    SessionOrder.COST: re.compile(r"-?\d{1,12}(\.\d{1,24})?", re.ASCII),
    SessionOrder.LATEST: re.compile(r"\d{1,17}", re.ASCII),
}

# Sums that were replaced may name a day too many.
_DAYS_OF_SESSION = """
SELECT DISTINCT usage_date FROM summed_spend
WHERE organization_id = {organization_id:UUID} AND grain = {grain:String} AND session_id = {session:String}"""


class Sessions:
    """The questions about sessions."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def sessions(
        self,
        organization_id: UUID,
        period: Period,
        *,
        filters: Filters,
        perspective: Perspective,
        order: SessionOrder,
        most: int,
    ) -> list[SessionRow]:
        """The sessions with usage in the period."""
        return [_session(row) for row in self._rows(View(organization_id, perspective), period, filters, order, most)]

    def page(
        self,
        organization_id: UUID,
        period: Period,
        *,
        filters: Filters,
        perspective: Perspective,
        order: SessionOrder,
        limit: int,
        cursor: str | None,
    ) -> SessionPage:
        """The same page by page: the cursor is what the last session is ordered by, and its id."""
        view = View(organization_id, perspective)
        after = ""
        if cursor is not None:
            place, bound = _PLACE[order]
            view.parameters |= _read_cursor(cursor, order)
            after = f"HAVING {place} < {bound} OR ({place} = {bound} AND session_id > {{after:String}})"
        rows = self._rows(view, period, filters, order, limit + 1, after)
        last = rows[limit - 1] if len(rows) > limit else None
        return SessionPage([_session(row) for row in rows[:limit]], _cursor(last, order) if last else None)

    def _rows(
        self, view: View, period: Period, filters: Filters, order: SessionOrder, most: int, after: str = ""
    ) -> list[Row]:
        who = {"user": as_text(view.user), "how": as_text(view.how), "team": as_text(view.field(Dimension.TEAM))}
        what = {"source": "item.source", "model": as_text("item.model")}
        known = Known(self._database, view.parameters["organization_id"], period)
        if filters.session:
            conditions = [self._in_its_days(view, filters.session, known)]
        else:
            # Which sessions they are is found out first: most are not listed, and need not be known any better.
            conditions, after = [self._listed(view, period, filters, order, after, known)], ""
        relation = session_spend(
            self._database, view, period, filters, who=who, what=what, conditions=conditions, known=known
        )
        sql = f"""
SELECT item.session_id AS session_id, {sums()}, sum(item.subagent_requests) AS subagent_requests,
    topKWeighted(1)((item.user, item.how, item.team, item.source), item.line_items)[1] AS whose,
    topKWeighted(1)(item.client_version, item.line_items) AS versions,
    arrayFilter(name -> name != '',
        topKWeighted(5)(ifNull(item.model, ''), toUInt64(1 + ifNull(item.net_amount, 0) * 1000000))) AS models,
    min(item.first_used) AS started_at, max(item.last_used) AS ended_at
FROM {relation}
GROUP BY session_id
{after}
ORDER BY {_ORDER[order]}, session_id
LIMIT {{most:UInt32}}"""
        return self._database.rows(sql, view.parameters | {"most": most})

    def _in_its_days(self, view: View, session_id: str, known: Known) -> str:
        """Whether a line item is of the days that a session may have usage in: those whose sums have it, and those that
        are not summed up."""
        organization = {"organization_id": view.parameters["organization_id"]}
        found = self._database.rows(_DAYS_OF_SESSION, organization | {"session": session_id, "grain": BY_SESSION.name})
        not_summed_up = (one.day for one in known.freshness.days if not one.generation)
        view.parameters["its_days"] = sorted({*(row["usage_date"] for row in found), *not_summed_up})
        return "item.usage_date IN {its_days:Array(Date32)}"

    def _listed(
        self, view: View, period: Period, filters: Filters, order: SessionOrder, after: str, known: Known
    ) -> str:
        """Whether a session is one of those that are asked for."""
        some = session_spend(
            self._database,
            view,
            period,
            filters,
            who={},
            what={},
            conditions=["item.session_id IS NOT NULL"],
            known=known,
        )
        return f"""item.session_id IN (SELECT session_id FROM (
    SELECT item.session_id AS session_id, sumOrNull(item.net_amount) AS net_amount, max(item.last_used) AS ended_at
    FROM {some}
    GROUP BY session_id
    {after}
    ORDER BY {_ORDER[order]}, session_id
    LIMIT {{most:UInt32}}
))"""


def _cursor(row: Row, order: SessionOrder) -> str:
    if order is SessionOrder.COST:
        place = amount_text(row["net_amount"]) or _UNKNOWN
    else:
        place = str(microseconds(row["ended_at"]))
    return f"{order}:{place}:{row['session_id']}"


def _read_cursor(cursor: str, order: SessionOrder) -> dict[str, str]:
    kind, _, rest = cursor.partition(":")
    place, _, session_id = rest.partition(":")
    if kind != order or not _NUMBER[order].fullmatch(place):
        raise InvalidInput(f"The cursor {cursor!r} is not of this list: use meta.next_cursor as it is.")
    return {"place": place, "after": session_id}


def _session(row: Row) -> SessionRow:
    user, how, team, source = row["whose"]
    return SessionRow(
        session_id=row["session_id"],
        user=user,
        attribution=how,
        team=team,
        source=source,
        models=row["models"],
        client_version=row["versions"][0] if row["versions"] else None,
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        net_amount_usd=amount_text(row["net_amount"]),
        tokens=tokens_of(row),
        line_items=row["line_items"],
        requests=row["requests"],
        unpriced=row["unpriced"],
        subagent_requests=row["subagent_requests"],
    )
