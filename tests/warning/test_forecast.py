"""Where a span's spend will end."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackspend.warning.forecast import ENOUGH_DAYS, Forecast, Method, forecast
from stackspend.warning.history import History
from stackspend.warning.windows import Span, Window, span_of

WEEK = [Decimal(one) for one in (100, 120, 120, 100, 60, 0, 0)]  # from Monday to Sunday, 500 together
MONDAY = date(2026, 6, 1)
NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))


def weeks(many: int, *, growth: Decimal = Decimal(1), without: int = 0) -> History:
    """The same week again and again, each so many times the one before; without its last days."""
    amounts = [amount * growth**n for n in range(many) for amount in WEEK]
    return History(MONDAY, tuple(amounts[: len(amounts) - without]))


def at_the_end_of(history: History, window: Window = Window.MONTH) -> Forecast:
    return forecast(history, span_of(window, history.last), history.last, done=1.0)


def test_a_weekday_pattern_is_carried_on() -> None:
    history = weeks(24, without=5)  # the last day is Tuesday, 10 November

    seen = at_the_end_of(history)

    spent = sum(WEEK[:2]) + 500  # the 2nd to the 8th, Monday 9th and Tuesday 10th
    coming = sum(WEEK[2:]) + 2 * 500 + WEEK[0]  # to Sunday the 15th, two weeks, Monday the 30th
    assert seen.spent == spent
    assert seen.expected == pytest.approx(spent + coming, rel=Decimal("0.001"))
    assert seen.method is Method.WEEKDAYS


def test_growth_is_carried_on_but_not_for_ever() -> None:
    seen = at_the_end_of(weeks(24, growth=Decimal("1.05"), without=5))
    flat = seen.spent + (seen.days[1][1] / WEEK[2]) * (sum(WEEK[2:]) + 2 * 500 + WEEK[0])

    assert flat < seen.expected < flat * Decimal("1.1")


def test_one_costly_day_does_not_become_the_rule() -> None:
    calm = weeks(24, without=5)
    loud = History(calm.first, (*calm.amounts[:-1], Decimal(2000)))

    more = at_the_end_of(loud).expected - at_the_end_of(calm).expected

    assert more == pytest.approx(2000 - WEEK[1], rel=Decimal("0.25"))


def test_less_than_three_weeks_get_a_rolling_average_that_says_so() -> None:
    history = History(date(2026, 11, 2), tuple(WEEK))

    seen = forecast(history, NOVEMBER, date(2026, 11, 9), done=0.0)

    assert seen.method is Method.ROLLING
    assert seen.note.startswith("Rolling average of the last 7 days: 7 days of history show no weekday pattern yet")
    assert seen.expected == pytest.approx(500 + 22 * Decimal(500) / 7, abs=1)


def test_what_is_left_of_today_counts_by_its_share() -> None:
    history = weeks(24, without=4)  # Wednesday the 11th has its 120

    noon = forecast(history, NOVEMBER, history.last, done=0.5)
    evening = forecast(history, NOVEMBER, history.last, done=1.0)

    assert noon.expected - evening.expected == pytest.approx(WEEK[2] / 2, rel=Decimal("0.01"))


def test_it_names_the_day_on_which_a_limit_is_reached() -> None:
    history = weeks(24, without=5)
    seen = at_the_end_of(history)  # 720 are spent by Tuesday the 10th

    assert seen.crossing(Decimal(720) + 120 + 50) == date(2026, 11, 12)  # Wednesday costs 120, Thursday 100
    assert seen.crossing(Decimal(5000)) is None
    assert seen.crossing(Decimal(700)) is None


def test_on_the_last_evening_there_is_nothing_left_to_guess() -> None:
    history = History(date(2026, 7, 1), (Decimal(10),) * 31)

    seen = at_the_end_of(history)

    assert {seen.lower, seen.expected, seen.upper} == {Decimal(310)}


def test_nothing_spent_is_nothing_expected() -> None:
    seen = forecast(History.of({}, date(2026, 11, 10)), NOVEMBER, date(2026, 11, 10), done=0.5)

    assert {seen.spent, seen.lower, seen.expected, seen.upper} == {Decimal(0)}


@given(
    amounts=st.lists(st.decimals(0, 10_000, places=2), min_size=1, max_size=120),
    done=st.floats(0, 1),
    window=st.sampled_from(Window),
)
def test_whatever_was_spent_the_bounds_surround_what_is_expected(
    amounts: list[Decimal], done: float, window: Window
) -> None:
    history = History(MONDAY, tuple(amounts))
    today = history.last

    seen = forecast(history, span_of(window, today), today, done=done)

    assert seen.spent <= seen.lower <= seen.expected + Decimal("0.02") * len(seen.days)
    assert seen.expected <= seen.upper + Decimal("0.02") * len(seen.days)
    assert [day for day, _ in seen.days] == list(Span(today, seen.span.end).days())
    assert (seen.method is Method.WEEKDAYS) == (len(amounts) - 1 >= ENOUGH_DAYS)


def test_a_higher_limit_is_never_reached_earlier() -> None:
    seen = at_the_end_of(weeks(24, without=5))

    days = [seen.crossing(Decimal(limit)) or date.max for limit in range(750, 3000, 50)]

    assert all(earlier <= later for earlier, later in pairwise(days))
    assert max(day for day in days if day < date.max) <= NOVEMBER.end + timedelta(days=0)
