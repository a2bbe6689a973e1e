"""Both costs by day, model and client version."""

from uuid import UUID

from stackspend.reports.price_audit import Drift, UnpricedModel
from stackspend.reports.question import AS_BOOKED, NO_FILTERS, Filters, Period
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import View, booked, local_day, where

_BOTH = "item.reported_cost IS NOT NULL AND item.list_cost IS NOT NULL"


class PriceAudit:
    """The questions about the two costs. What is left of a metric's sum says nothing of prices; events do."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def drifts(
        self, organization_id: UUID, period: Period, *, by_day: bool = True, connection_id: UUID | None = None
    ) -> list[Drift]:
        """By day, model and client version, of one connection or of all."""
        view = View(organization_id, AS_BOOKED)
        view.parameters["first_day"] = period.start
        day = local_day(period) if by_day else "{first_day:Date32}"
        columns = f"""
    {day} AS date, item.model AS model, item.client_version AS client_version,
    countIf({_BOTH}) AS line_items,
    sumIf(ifNull(item.reported_cost, 0), {_BOTH}) AS reported, sumIf(ifNull(item.list_cost, 0), {_BOTH}) AS listed,
    countIf(item.list_cost IS NULL) AS unpriced, countIf(item.reported_cost IS NULL) AS unreported,
    countIf(notEmpty(item.assumptions)) AS assumed,
    if(line_items > 0, argMaxIf(item.id, abs(ifNull(item.reported_cost, 0) - ifNull(item.list_cost, 0)), {_BOTH}),
        NULL) AS largest"""
        conditions = [*where(view, period, Filters(connection_id=connection_id)), "item.evidence != 'metric'"]
        sql = f"{booked(columns, conditions)}\nGROUP BY date, model, client_version"
        return [Drift(**row) for row in self._database.rows(sql, view.parameters)]

    def unpriced(self, organization_id: UUID, period: Period) -> list[UnpricedModel]:
        """By model, the most line items first."""
        view = View(organization_id, AS_BOOKED)
        columns = """item.model AS model, count() AS line_items, max(item.usage_time) AS last_used,
    argMax(ifNull(item.unpriced, ''), item.usage_time) AS reason, sumOrNull(item.reported_cost) AS reported"""
        conditions = [*where(view, period, NO_FILTERS), "item.list_cost IS NULL"]
        sql = f"{booked(columns, conditions)}\nGROUP BY model\nORDER BY line_items DESC, model"
        return [UnpricedModel(**row) for row in self._database.rows(sql, view.parameters)]
