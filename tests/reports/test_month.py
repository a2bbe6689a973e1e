"""The month so far: the same days before, who is a person, and what caching saved."""

from datetime import date
from decimal import Decimal

import pytest

from stackspend.access.fiscal_calendar import FiscalCalendar
from stackspend.pricing import default_price_list
from stackspend.reports.answer import SpendRow, Tokens
from stackspend.reports.month import cache_saved, names_a_person, same_days_before
from stackspend.reports.question import Period

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("name", "is_a_person"),
    [
        ("alice@example.com", True),
        ("alice", True),
        ("0303030303030303030303030303030303030303030303030303030303030303", False),
        ("00000000-1000-4000-8000-000000000003", False),
        ("user_01111111JWmVy52qRHLCgiMG", False),
        (None, False),
    ],
)
def test_ids_are_no_persons(name: str | None, is_a_person: bool) -> None:
    assert names_a_person(name) is is_a_person


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (date(2026, 11, 20), Period(date(2026, 10, 1), date(2026, 10, 20))),
        (date(2026, 3, 31), Period(date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 1, 5), Period(date(2025, 12, 1), date(2025, 12, 5))),
    ],
)
def test_the_same_days_of_the_month_before(today: date, before: Period) -> None:
    assert same_days_before(Period(today.replace(day=1), today)) == before


@pytest.mark.parametrize(
    ("start", "today", "before"),
    [
        pytest.param(
            date(2026, 11, 15),
            date(2026, 12, 3),
            (date(2026, 10, 15), date(2026, 11, 2)),
            id="19 days over a month's end",
        ),
        pytest.param(
            date(2027, 3, 15), date(2027, 4, 14), (date(2027, 2, 15), date(2027, 3, 14)), id="31 days against 28"
        ),
        pytest.param(
            date(2027, 2, 15), date(2027, 3, 14), (date(2027, 1, 15), date(2027, 2, 11)), id="28 days against 28 of 31"
        ),
    ],
)
def test_as_many_days_of_the_fiscal_month_before(start: date, today: date, before: tuple[date, date]) -> None:
    assert same_days_before(Period(start, today), FiscalCalendar(7, 15)) == Period(*before)


def of_model(model: str, *, read: int, written: int) -> SpendRow:
    tokens = Tokens(0, 0, read, written)
    return SpendRow(date=None, names=(model,), net_amount_usd=None, tokens=tokens, line_items=1, requests=1, unpriced=0)


def test_caching_saves_what_reads_spare_less_what_writes_cost_more() -> None:
    rows = [of_model("claude-haiku-4-5", read=1_000_000, written=100_000)]

    # $1 a million of input, $0.10 of cache reads, $1.25 of cache writes
    assert cache_saved(rows, TODAY, default_price_list()) == Decimal("0.9") - Decimal("0.025")


def test_a_model_without_a_price_says_nothing_of_savings() -> None:
    assert cache_saved([of_model("own", read=1, written=1)], TODAY, default_price_list()) is None
