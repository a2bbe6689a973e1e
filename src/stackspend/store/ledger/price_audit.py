"""Both costs by day, model and client version."""

from uuid import UUID

from stackspend.reports.price_audit import Drift
from stackspend.reports.question import AS_BOOKED, NO_FILTERS, Period
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import View, booked, where

_BOTH = "item.reported_cost IS NOT NULL AND item.list_cost IS NOT NULL"


class PriceAudit:
    """The questions about the two costs. What is left of a metric's sum says nothing of prices; events do."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def drifts(self, organization_id: UUID, period: Period) -> list[Drift]:
        """By day, model and client version."""
        view = View(organization_id, AS_BOOKED)
        columns = f"""
    item.usage_date AS date, item.model AS model, item.client_version AS client_version,
    countIf({_BOTH}) AS line_items,
    sumIf(ifNull(item.reported_cost, 0), {_BOTH}) AS reported, sumIf(ifNull(item.list_cost, 0), {_BOTH}) AS listed,
    countIf(item.list_cost IS NULL) AS unpriced, countIf(item.reported_cost IS NULL) AS unreported,
    countIf(notEmpty(item.assumptions)) AS assumed,
    if(line_items > 0, argMaxIf(item.id, abs(ifNull(item.reported_cost, 0) - ifNull(item.list_cost, 0)), {_BOTH}),
        NULL) AS largest"""
        conditions = [*where(view, period, NO_FILTERS), "item.evidence != 'metric'"]
        sql = f"{booked(columns, conditions)}\nGROUP BY date, model, client_version"
        return [Drift(**row) for row in self._database.rows(sql, view.parameters)]
