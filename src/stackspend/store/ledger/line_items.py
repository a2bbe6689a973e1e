"""Line items: pages in the order of day and id, the newest, and one."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from stackspend.errors import InvalidInput
from stackspend.reports.answer import LineItemPage, LineItemView, amount_text, tokens_of
from stackspend.reports.question import AS_BOOKED, NO_FILTERS, Cursor, Dimension, Filters, Period, Perspective
from stackspend.store.ledger.database import LedgerDatabase, Row
from stackspend.store.ledger.expressions import View, booked, where
from stackspend.store.ledger.native import microseconds


def _columns(view: View) -> str:
    return f"""
    item.id AS id, item.usage_date AS usage_date, item.usage_time AS usage_time,
    item.provider_type AS provider_type, item.source AS source, item.connection_id AS connection_id,
    {view.amount} AS net_amount, item.reported_cost AS reported_cost, item.list_cost AS list_cost,
    item.unpriced AS unpriced, {view.field(Dimension.PROJECT)} AS project_id,
    {view.field(Dimension.TEAM)} AS team, {view.how_mapped(Dimension.TEAM)} AS team_attribution,
    {view.field(Dimension.COST_CENTRE)} AS cost_centre,
    {view.user} AS name, {view.how} AS attribution,
    item.user_id AS user_id, item.account_uuid AS account_uuid, item.account_id AS account_id,
    item.claude_organization AS claude_organization, item.model AS model, item.session_id AS session_id,
    item.query_source AS query_source, item.skill AS skill, item.plugin AS plugin, item.agent AS agent,
    item.mcp_server AS mcp_server, item.mcp_tool AS mcp_tool, item.effort AS effort, item.speed AS speed,
    item.terminal AS terminal, item.client_version AS client_version, item.input AS input, item.output AS output,
    item.cache_read AS cache_read, item.cache_creation AS cache_creation, item.evidence AS evidence,
    item.dated_by_arrival AS dated_by_arrival, item.tags AS tags"""


_DIGITS = re.compile(r"\d{1,17}", re.ASCII)
_ZONES_APART = timedelta(days=1)
"""The day of a cursor is one of UTC, which ends in the next one of the organization."""

_LATEST_DAYS = """
    SELECT DISTINCT usage_date FROM touched_days WHERE organization_id = {organization_id:UUID}
    ORDER BY usage_date DESC LIMIT {days:UInt32}"""


class LineItems:
    """The questions about single line items."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def page(
        self,
        organization_id: UUID,
        period: Period,
        *,
        filters: Filters,
        limit: int,
        cursor: Cursor | None = None,
        perspective: Perspective = AS_BOOKED,
    ) -> LineItemPage:
        """A page in the order of day and id, so that a page stays what it was while newer usage is booked."""
        view = View(organization_id, perspective)
        conditions = where(view, period, filters)
        if cursor:
            conditions.append("(item.usage_date, item.id) > ({day:Date32}, {after:UUID})")
            view.parameters |= {"day": cursor.day, "after": _id(cursor.after)}
        of_few = filters.session is not None
        rows = self._rows(view, conditions, "item.usage_date, item.id", limit + 1, of_few=of_few)
        last = rows[limit - 1] if len(rows) > limit else None
        return LineItemPage(
            [_view(row) for row in rows[:limit]], str(Cursor(last["usage_date"], str(last["id"]))) if last else None
        )

    def latest(
        self,
        organization_id: UUID,
        period: Period,
        *,
        filters: Filters,
        limit: int,
        cursor: Cursor | None = None,
        perspective: Perspective = AS_BOOKED,
    ) -> LineItemPage:
        """A page of a period, the line items used last first. Few days are read at a time, and more if they hold too
        few."""
        last_day = cursor.day + _ZONES_APART if cursor and cursor.day < period.end else period.end
        found: list[Row] = []
        for days in (2, 30, None):
            is_whole = days is None or (last_day - period.start).days <= days
            start = period.start if is_whole else last_day - timedelta(days=days or 0)
            view = View(organization_id, perspective)
            conditions = where(view, msgspec.structs.replace(period, start=start, end=last_day), filters)
            if cursor:
                place = "({day:Date32}, fromUnixTimestamp64Micro({instant:Int64}, 'UTC'), {after:UUID})"
                conditions.append(f"(item.usage_date, item.usage_time, item.id) < {place}")
                view.parameters |= _place(cursor)
            order = "item.usage_date DESC, item.usage_time DESC, item.id DESC"
            found = self._rows(view, conditions, order, limit + 1)
            if len(found) > limit or is_whole:
                break
        last = found[limit - 1] if len(found) > limit else None
        return LineItemPage([_view(row) for row in found[:limit]], str(_after(last)) if last else None)

    def newest(
        self, organization_id: UUID, *, filters: Filters, limit: int, perspective: Perspective = AS_BOOKED
    ) -> list[LineItemView]:
        """The line items used last. The latest days are read first, and more only if they hold too few."""
        found: list[Row] = []
        for days in (2, 30, None):
            view = View(organization_id, perspective)
            conditions = where(view, None, filters)
            if days is not None:
                conditions.append(f"item.usage_date IN ({_LATEST_DAYS})")
                view.parameters["days"] = days
            found = self._rows(view, conditions, "item.usage_time DESC, item.id", limit)
            if len(found) == limit:
                break
        return [_view(row) for row in found]

    def one(
        self, organization_id: UUID, line_item_id: UUID, *, perspective: Perspective = AS_BOOKED
    ) -> LineItemView | None:
        """A line item; None if the organization has none of this id."""
        view = View(organization_id, perspective)
        conditions = [*where(view, None, NO_FILTERS), "item.id = {line_item_id:UUID}"]
        view.parameters["line_item_id"] = line_item_id
        rows = self._rows(view, conditions, "item.id", 1)
        return _view(rows[0]) if rows else None

    def _rows(self, view: View, conditions: list[str], order: str, most: int, *, of_few: bool = False) -> list[Row]:
        """The first line items in this order. Unless they are `of_few`, they are found by their keys before their other
        columns are read, and before links to names are looked for, which most of what was looked at does not need."""
        if of_few:
            sql = f"{booked(_columns(view), conditions)}\nORDER BY {order}\nLIMIT {{most:UInt32}}"
            return self._database.rows(sql, view.parameters | {"most": most})
        sql = f"""
{booked("item.usage_date AS usage_date, item.id AS id", conditions)}
ORDER BY {order}
LIMIT {{most:UInt32}}"""
        found = [(row["usage_date"], row["id"]) for row in self._database.rows(sql, view.parameters | {"most": most})]
        if not found:
            return []
        view.parameters["found"] = found
        keys = ["(item.usage_date, item.id) IN {found:Array(Tuple(Date32, UUID))}", *where(view, None, NO_FILTERS)]
        return self._database.rows(f"{booked(_columns(view), keys)}\nORDER BY {order}", view.parameters)


def _after(row: Row) -> Cursor:
    """Where a page of the latest ended."""
    return Cursor(row["usage_date"], f"{microseconds(row['usage_time'])}:{row['id']}")


def _place(cursor: Cursor) -> dict[str, Any]:
    instant, _, after = cursor.after.partition(":")
    if not _DIGITS.fullmatch(instant):
        raise InvalidInput(f"The cursor {str(cursor)!r} is not of this list: use meta.next_cursor as it is.")
    return {"day": cursor.day, "instant": int(instant), "after": _id(after)}


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput(f"The cursor ends in {text!r}, which is no line item: use meta.next_cursor.") from None


def _view(row: Row) -> LineItemView:
    name = row["name"]
    return LineItemView(
        id=row["id"],
        usage_date=row["usage_date"],
        usage_time=row["usage_time"],
        provider_type=row["provider_type"],
        provider_service=row["source"],
        connection_id=row["connection_id"],
        net_amount_usd=amount_text(row["net_amount"]),
        reported_cost_usd=amount_text(row["reported_cost"]),
        list_cost_usd=amount_text(row["list_cost"]),
        currency_original="USD",
        project_id=row["project_id"],
        user=name,
        user_email=name if name and "@" in name else None,
        attribution=row["attribution"],
        user_id=row["user_id"],
        account_uuid=row["account_uuid"],
        account_id=row["account_id"],
        organization_id=row["claude_organization"],
        model=row["model"],
        session_id=row["session_id"],
        query_source=row["query_source"],
        skill=row["skill"],
        plugin=row["plugin"],
        agent=row["agent"],
        mcp_server=row["mcp_server"],
        mcp_tool=row["mcp_tool"],
        effort=row["effort"],
        speed=row["speed"],
        source=row["source"],
        team=row["team"],
        team_attribution=row["team_attribution"],
        cost_centre=row["cost_centre"],
        terminal=row["terminal"],
        client_version=row["client_version"],
        tokens=tokens_of(row),
        evidence=row["evidence"],
        unpriced_reason=row["unpriced"] if row["net_amount"] is None else None,
        dated_by_arrival=row["dated_by_arrival"],
        tags=row["tags"],
    )
