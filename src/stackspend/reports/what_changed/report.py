"""Ask what was used in both periods, split the change, tell it."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

import msgspec

from stackspend.pricing import PriceList
from stackspend.reports.at_once import at_once
from stackspend.reports.question import AS_BOOKED, NO_FILTERS, Dimension, Filters, Period, Perspective
from stackspend.reports.reader import RollupQuestions
from stackspend.reports.what_changed.answer import ExplainedChange
from stackspend.reports.what_changed.list_prices import list_prices_of
from stackspend.reports.what_changed.parts import split
from stackspend.reports.what_changed.slices import TOLD_APART, Slices
from stackspend.reports.what_changed.told import tell

MOST_SLICES = 100_000
"""If a period has more, people and teams are not told apart: whoever has so many looks at models and programs first."""

_WITHOUT_PEOPLE = tuple(one for one in TOLD_APART if one not in (Dimension.USER, Dimension.TEAM))


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A question: what changed from one period to the other?"""

    before: Period
    after: Period
    filters: Filters = NO_FILTERS
    perspective: Perspective = AS_BOOKED


def read_periods(
    after: tuple[str | None, str | None], before: tuple[str | None, str | None] = (None, None), *, zone: str = "UTC"
) -> tuple[Period, Period]:
    """The earlier period and the later one from first and last days as YYYY-MM-DD; as many days before the later one
    if none are said. Raises InvalidInput."""
    later = Period.read(*after, zone)
    return (Period.read(*before, zone, prefix="before_") if any(before) else later.before), later


def what_changed(
    ledger: RollupQuestions, organization_id: UUID, asked: Comparison, prices: PriceList
) -> ExplainedChange:
    """The change in spend between two periods, split into what drove it."""
    rollups = ledger.during(organization_id, _both(asked.before, asked.after))

    def ask(period: Period, dimensions: Sequence[Dimension]) -> Slices:
        rows = rollups.breakdown(
            organization_id,
            period,
            dimensions,
            by_day=False,
            most=MOST_SLICES + 1,
            filters=asked.filters,
            perspective=asked.perspective,
        )
        nobody = (None,) * (len(TOLD_APART) - len(dimensions))
        return {nobody + row.names: row for row in rows}

    def in_both(dimensions: Sequence[Dimension]) -> list[Slices]:
        return at_once(*(partial(ask, period, dimensions) for period in (asked.before, asked.after)))

    before, after = in_both(TOLD_APART)
    if max(len(before), len(after)) > MOST_SLICES:
        before, after = in_both(_WITHOUT_PEOPLE)
    changes = split(before, after, list_prices_of(prices, asked.before, asked.after))
    return tell(changes, (asked.before, before), (asked.after, after))


def _both(before: Period, after: Period) -> Period:
    """From the first day of either to the last."""
    return Period(min(before.start, after.start), max(before.end, after.end), after.zone)
