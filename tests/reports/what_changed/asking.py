"""The question put to a ledger of two weeks."""

from collections.abc import Sequence
from datetime import date
from typing import Self
from uuid import UUID

from stackspend.pricing import default_price_list
from stackspend.reports.answer import SpendRow
from stackspend.reports.question import Dimension, Period
from stackspend.reports.what_changed import Comparison, ExplainedChange, what_changed
from stackspend.reports.what_changed.list_prices import list_prices_of
from stackspend.reports.what_changed.slices import TOLD_APART, Slices

BEFORE, AFTER = Period(date(2026, 11, 1), date(2026, 11, 7)), Period(date(2026, 11, 8), date(2026, 11, 14))
PRICES = list_prices_of(default_price_list(), BEFORE, AFTER)


class Rollups:
    """A ledger of two weeks that notes what it is asked."""

    def __init__(self, before: Slices, after: Slices) -> None:
        self._rows = {BEFORE: before, AFTER: after}
        self.asked: list[tuple[Dimension, ...]] = []
        self.known: list[Period] = []

    def during(self, organization_id: UUID, period: Period) -> Self:
        self.known.append(period)
        return self

    def breakdown(
        self, organization_id: UUID, period: Period, dimensions: Sequence[Dimension], *, most: int, **_: object
    ) -> list[SpendRow]:
        self.asked.append(tuple(dimensions))
        return [
            SpendRow(
                date=None,
                names=tuple(names[TOLD_APART.index(dimension)] for dimension in dimensions),
                net_amount_usd=row.net_amount_usd,
                tokens=row.tokens,
                line_items=row.line_items,
                requests=row.requests,
                unpriced=row.unpriced,
            )
            for names, row in self._rows[period].items()
        ][:most]


def asked(before: Slices, after: Slices, *, ledger: Rollups | None = None) -> ExplainedChange:
    question = Comparison(before=BEFORE, after=AFTER)
    found: ExplainedChange = what_changed(
        ledger or Rollups(before, after),  # type: ignore[arg-type]
        UUID(int=1),
        question,
        default_price_list(),
    )
    return found
