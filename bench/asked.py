"""The questions that pages ask, as a list: name, and how one is asked about a random part of a population.

To measure another question, add a row.
"""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from uuid import UUID

import msgspec

from bench.population import Population
from stackspend.pricing import default_price_list
from stackspend.reports.explore import Exploration, explore
from stackspend.reports.month import MonthQuestions, month_so_far
from stackspend.reports.people import MOST_PEOPLE, report_person
from stackspend.reports.question import (
    AS_BOOKED,
    NO_FILTERS,
    Among,
    Cursor,
    Dimension,
    Filters,
    Granularity,
    Period,
)
from stackspend.reports.sessions import SessionOrder, report_session
from stackspend.reports.what_changed import Comparison, what_changed
from stackspend.store.ledger.reader import LedgerReader

_PRICES = default_price_list()


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

    def some_session(self) -> str:
        """A session of late."""
        items = self.ledger.line_items.page(self.organization_id, self.days(7), filters=NO_FILTERS, limit=50).items
        return next(item.session_id for item in items if item.session_id)


class Question(msgspec.Struct, frozen=True):
    """One row. `prepare` chooses what is asked for and is not measured; what it answers is asked and measured."""

    name: str
    prepare: Callable[[Asking], Callable[[], object]]
    is_chart: bool = True
    """Whether the targets for overview and explorer hold for it."""


def _explorer(days: int, *dimensions: Dimension, over_time: bool = True, of_somebody: bool = False) -> Question:
    names = " and ".join(dimensions)
    whose = ", one person" if of_somebody else ""
    series = "" if over_time else " (totals)"

    def prepare(asking: Asking) -> Callable[[], object]:
        only = (Among(Dimension.USER, (asking.somebody(),)),) if of_somebody else ()
        asked = Exploration(
            period=asking.days(days),
            dimensions=dimensions,
            filters=Filters(among=only),
            every=Granularity.DAY if over_time else None,
        )
        return lambda: explore(asking.ledger.rollups, asking.organization_id, asked)

    return Question(f"Explorer: {days} days by {names}{series}{whose}", prepare)


def _overview(asking: Asking) -> Callable[[], object]:
    ledger, today = MonthQuestions(asking.ledger.rollups, asking.ledger.activity), asking.days(1).end
    return lambda: month_so_far(ledger, asking.organization_id, today, "UTC", _PRICES)


def _what_changed(asking: Asking) -> Callable[[], object]:
    period = asking.days(30)
    asked = Comparison(before=period.before, after=period)
    return lambda: what_changed(asking.ledger.rollups, asking.organization_id, asked, _PRICES)


def _people(asking: Asking) -> Callable[[], object]:
    period = asking.days(30)
    return lambda: asking.ledger.people.people(
        asking.organization_id, period, filters=NO_FILTERS, perspective=AS_BOOKED, most=MOST_PEOPLE
    )


def _person(asking: Asking) -> Callable[[], object]:
    period, name, ledger = asking.days(30), asking.somebody(), asking.ledger
    return lambda: report_person(
        ledger.people, ledger.activity, asking.organization_id, period, name, perspective=AS_BOOKED
    )


def _sessions(asking: Asking) -> Callable[[], object]:
    period = asking.days(30)
    return lambda: asking.ledger.sessions.sessions(
        asking.organization_id, period, filters=NO_FILTERS, perspective=AS_BOOKED, order=SessionOrder.COST, most=200
    )


def _session(asking: Asking) -> Callable[[], object]:
    session, ledger = asking.some_session(), asking.ledger
    return lambda: report_session(
        ledger.sessions,
        ledger.line_items,
        ledger.activity,
        asking.organization_id,
        session,
        user=None,
        perspective=AS_BOOKED,
    )


def _page(asking: Asking) -> Callable[[], object]:
    period = asking.days(30)
    middle = Cursor(period.start + timedelta(days=15), str(UUID(int=asking.chance.getrandbits(128))))
    return lambda: asking.ledger.line_items.page(
        asking.organization_id, period, filters=NO_FILTERS, limit=50, cursor=middle
    )


def _newest(asking: Asking) -> Callable[[], object]:
    return lambda: asking.ledger.line_items.newest(asking.organization_id, filters=NO_FILTERS, limit=20)


QUESTIONS = (
    Question("Overview: the month so far", _overview),
    _explorer(30, Dimension.MODEL),
    _explorer(365, Dimension.MODEL),
    _explorer(30, Dimension.USER, over_time=False),
    _explorer(365, Dimension.USER, over_time=False),
    _explorer(30, Dimension.MODEL, Dimension.SKILL),
    _explorer(365, Dimension.MODEL, Dimension.SKILL),
    _explorer(30, Dimension.TEAM, Dimension.QUERY_SOURCE),
    _explorer(30, Dimension.MODEL, of_somebody=True),
    _explorer(365, Dimension.MODEL, of_somebody=True),
    Question("What changed: 30 days", _what_changed, is_chart=False),
    Question("People: 30 days", _people, is_chart=False),
    Question("Person: 30 days", _person, is_chart=False),
    Question("Sessions: the 200 dearest of 30 days", _sessions, is_chart=False),
    Question("Session: request by request", _session, is_chart=False),
    Question("Line items: a page of 50 in the middle of 30 days", _page, is_chart=False),
    Question("Line items: the newest 20", _newest, is_chart=False),
)
