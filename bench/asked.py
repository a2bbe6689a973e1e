"""The questions that pages ask, as a list: name, and how one is asked about a random part of a population.

To measure another question, add a row.
"""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from uuid import UUID

import msgspec

from bench.population import Population
from stackspend.reports.overview import overview, person, what_changed
from stackspend.reports.question import Cursor, Dimension, Filters, Period
from stackspend.store.ledger.reader import LedgerReader


class Asking(msgspec.Struct, frozen=True):
    """Who asks about whom: the largest organization of a population, and chance for what people would choose."""

    ledger: LedgerReader
    population: Population
    chance: Random

    @property
    def organization_id(self) -> UUID:
        return self.population.organization_id

    def days(self, many: int) -> Period:
        """So many days that end lately."""
        end = self.population.last_day - timedelta(days=self.chance.randrange(0, 20))
        return Period(max(self.population.first_day, end - timedelta(days=many - 1)), end)

    def somebody(self) -> str:
        """A person, more often one who uses much."""
        return self.population.person(int(15 * self.chance.random() ** 2))

    def some_session(self) -> tuple[Period, str]:
        """A session and the days around it."""
        period = self.days(7)
        items = self.ledger.line_items.page(self.organization_id, period, filters=Filters(), limit=50).items
        session = next(item.session_id for item in items if item.session_id)
        return period, session


class Question(msgspec.Struct, frozen=True):
    """One row. `prepare` chooses what is asked for and is not measured; what it answers is asked and measured."""

    name: str
    prepare: Callable[[Asking], Callable[[], object]]
    is_chart: bool = True
    """Whether the targets for overview and explorer hold for it."""


def _breakdown(days: int, *dimensions: Dimension, by_day: bool = True, of_somebody: bool = False) -> Question:
    names = " and ".join(dimensions)
    whose = ", one person" if of_somebody else ""
    series = "" if by_day else " (totals)"

    def prepare(asking: Asking) -> Callable[[], object]:
        period = asking.days(days)
        filters = Filters(user=asking.somebody()) if of_somebody else Filters()
        return lambda: asking.ledger.rollups.breakdown(
            asking.organization_id, period, dimensions, by_day=by_day, most=2_000, filters=filters
        )

    return Question(f"Explorer: {days} days by {names}{series}{whose}", prepare)


def _overview(days: int) -> Question:
    def prepare(asking: Asking) -> Callable[[], object]:
        period = asking.days(days)
        return lambda: overview(asking.ledger.rollups, asking.organization_id, period)

    return Question(f"Overview: {days} days", prepare)


def _what_changed(asking: Asking) -> Callable[[], object]:
    period = asking.days(30)
    return lambda: what_changed(asking.ledger.rollups, asking.organization_id, period)


def _person(asking: Asking) -> Callable[[], object]:
    period, name = asking.days(30), asking.somebody()
    return lambda: person(asking.ledger.rollups, asking.organization_id, period, name)


def _session(asking: Asking) -> Callable[[], object]:
    period, session = asking.some_session()
    filters = Filters(session=session)
    return lambda: asking.ledger.line_items.page(asking.organization_id, period, filters=filters, limit=1_000)


def _page(asking: Asking) -> Callable[[], object]:
    period = asking.days(30)
    middle = Cursor(period.start + timedelta(days=15), str(UUID(int=asking.chance.getrandbits(128))))
    return lambda: asking.ledger.line_items.page(
        asking.organization_id, period, filters=Filters(), limit=50, cursor=middle
    )


def _newest(asking: Asking) -> Callable[[], object]:
    return lambda: asking.ledger.line_items.newest(asking.organization_id, filters=Filters(), limit=20)


QUESTIONS = (
    _overview(30),
    _overview(365),
    _breakdown(30, Dimension.MODEL),
    _breakdown(365, Dimension.MODEL),
    _breakdown(30, Dimension.USER, by_day=False),
    _breakdown(365, Dimension.USER, by_day=False),
    _breakdown(30, Dimension.MODEL, Dimension.SKILL),
    _breakdown(365, Dimension.MODEL, Dimension.SKILL),
    _breakdown(30, Dimension.TEAM, Dimension.QUERY_SOURCE),
    _breakdown(30, Dimension.MODEL, of_somebody=True),
    _breakdown(365, Dimension.MODEL, of_somebody=True),
    Question("What changed: 30 days", _what_changed, is_chart=False),
    Question("Person: 30 days", _person, is_chart=False),
    Question("Session: all its line items", _session, is_chart=False),
    Question("Line items: a page of 50 in the middle of 30 days", _page, is_chart=False),
    Question("Line items: the newest 20", _newest, is_chart=False),
)
