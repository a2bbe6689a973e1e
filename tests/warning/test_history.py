"""Spend by day, and parts of it."""

from datetime import date
from decimal import Decimal

from stackspend.warning.history import History
from stackspend.warning.windows import Span

spend = History.of({date(2026, 11, 3): Decimal(3), date(2026, 11, 5): Decimal(5)}, date(2026, 11, 6))


def test_it_begins_with_the_first_spend_and_counts_idle_days_as_zero() -> None:
    assert spend == History(date(2026, 11, 3), (Decimal(3), Decimal(0), Decimal(5), Decimal(0)))
    assert spend.last == date(2026, 11, 6)


def test_a_span_may_reach_beyond_it_on_both_sides() -> None:
    assert spend.within(Span(date(2026, 11, 1), date(2026, 11, 4))) == 3 + 0
    assert spend.within(Span(date(2026, 11, 5), date(2026, 12, 31))) == 5 + 0
    assert spend.within(Span(date(2026, 10, 1), date(2026, 10, 31))) == 0
    assert spend.within(Span(date(2026, 12, 1), date(2026, 12, 31))) == 0


def test_what_was_known_on_an_evening_ends_with_its_day() -> None:
    assert spend.until(date(2026, 11, 4)).amounts == (Decimal(3), Decimal(0))
    assert spend.until(date(2026, 11, 2)).amounts == ()
    assert spend.until(date(2026, 12, 24)) == spend


def test_without_spend_it_is_empty() -> None:
    assert History.of({}, date(2026, 11, 6)).amounts == ()
