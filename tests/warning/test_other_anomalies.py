"""Sessions that run away, caches that collapse, prices that drift, senders that fall silent."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from stackspend.reports.watch import HourlySpend
from stackspend.warning.anomaly import Sensitivity
from stackspend.warning.findings import find_all
from stackspend.warning.numbers import Numbers
from stackspend.warning.runaway import SessionSpend, Usual, find_runaway
from stackspend.warning.silence import Hour, find_silence
from stackspend.warning.spend import SpendByScope
from stackspend.warning.unit_costs import CacheDay, PriceDay, find_cache_collapse, find_price_drift

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)  # a Tuesday
USUAL = Usual(sessions=200, high=6.0, highest=10.0, pace=3.0)
NEWCOMER = Usual(sessions=2, high=1.0, highest=1.0, pace=0.5)


def session(spent: float, recently: float = 1.0) -> SessionSpend:
    return SessionSpend("s", NOW, spent, recently)


@pytest.mark.parametrize(
    ("spent", "recently", "runs_away"),
    [
        pytest.param(19.0, 1.0, False, id="below twice the organization's highest, and thrice the person's high"),
        pytest.param(21.0, 1.0, True, id="beyond both"),
        pytest.param(14.0, 13.0, True, id="faster than any session"),
        pytest.param(9.0, 9.0, False, id="not worth a message"),
    ],
)
def test_a_session_runs_away(spent: float, recently: float, *, runs_away: bool) -> None:
    found = find_runaway(session(spent, recently), person=USUAL, organization=USUAL)

    assert (found is not None) is runs_away
    assert found is None or found.impact == spent - 6


def test_a_person_with_few_sessions_is_measured_by_the_organization() -> None:
    assert find_runaway(session(19.0), person=NEWCOMER, organization=USUAL) is None
    assert find_runaway(session(21.0), person=NEWCOMER, organization=USUAL) is not None


def test_without_twenty_sessions_nobody_knows_what_is_usual() -> None:
    assert find_runaway(session(500.0), person=NEWCOMER, organization=NEWCOMER) is None


def cache_day(rate: float, tokens: int = 10_000_000) -> CacheDay:
    """At half a dollar a million tokens from the cache, and 5.50 for others."""
    return CacheDay(int(rate * tokens), tokens, (rate * 0.5 + (1 - rate) * 5.5) * tokens / 1e6)


def test_a_cache_that_no_longer_hits_costs_what_the_tokens_cost_more() -> None:
    found = find_cache_collapse([cache_day(0.9)] * 10, cache_day(0.4), NOW)

    assert found is not None
    assert (found.actual, found.expected) == (0.4, 0.9)
    assert found.impact == pytest.approx((0.9 - 0.4) * 10 * (5.5 - 0.5))  # as many million tokens now cost 5 USD more


def test_fewer_hits_that_cost_nothing_more_are_no_collapse() -> None:
    same_price = CacheDay(4_000_000, 10_000_000, cache_day(0.9).cost)

    assert find_cache_collapse([cache_day(0.9)] * 10, same_price, NOW) is None
    assert find_cache_collapse([cache_day(0.9)] * 10, cache_day(0.85), NOW) is None
    assert find_cache_collapse([cache_day(0.9)] * 2, cache_day(0.1), NOW) is None


def test_a_client_that_prices_otherwise_than_before_is_found_at_a_percent() -> None:
    right = [PriceDay(100.0, 100.0)] * 5

    found = find_price_drift(right, PriceDay(102.0, 100.0), NOW, subject="opus")

    assert found is not None
    assert (found.impact, found.subject) == (2, "opus")
    assert find_price_drift(right, PriceDay(100.5, 100.0), NOW) is None
    assert find_price_drift([PriceDay(102.0, 100.0)] * 5, PriceDay(102.0, 100.0), NOW) is None, "it always did"


def office_hours(days: int, silent: int) -> list[Hour]:
    """Eight hours of every working day up to now, the last hours without anything."""
    first = NOW - timedelta(days=days)
    began = [first + timedelta(hours=n) for n in range(days * 24)]
    return [
        Hour(at, 5.0 if at.weekday() < 5 and 9 <= at.hour < 17 and place < len(began) - silent else 0.0)
        for place, at in enumerate(began)
    ]


def test_a_sender_that_misses_its_hours_is_silent() -> None:
    found = find_silence(office_hours(28, silent=24), sender="Claude Team")

    assert found is not None
    assert found.subject == "Claude Team"
    assert found.impact == pytest.approx(-8 * 5, rel=0.15)


def test_a_night_and_a_weekend_are_no_silence() -> None:
    sunday = datetime(2026, 11, 22, 20, tzinfo=UTC)

    assert find_silence([hour for hour in office_hours(28, silent=0) if hour.began < sunday]) is None
    assert find_silence(office_hours(28, silent=3)) is None


def test_a_sender_that_was_hardly_ever_heard_of_is_not_missed() -> None:
    assert find_silence(office_hours(1, silent=12)) is None


def used(version: str, *, silent: int = 0, since: int = 0) -> list[HourlySpend]:
    """Four weeks of office hours of one version, without its first and its last hours."""
    hours = office_hours(28, silent=silent)
    return [
        HourlySpend(UUID(int=1), "claude_code", None, one.began, Decimal(5), version)
        for one in hours[since:]
        if one.spent
    ]


def silent(*hours: HourlySpend) -> list[str | None]:
    numbers = Numbers(spend=SpendByScope({}, {}, {}), hours=hours, senders={}, habits=(), running=(), drifts=())
    return [finding.subject for finding, _ in find_all(numbers, NOW, lambda *_: Sensitivity())]


def test_a_version_that_stops_while_others_go_on_is_silent() -> None:
    assert silent(*used("2.1.330", silent=24), *used("2.1.9")) == ["claude_code 2.1.330"]


def test_a_version_that_a_later_one_has_taken_over_from_is_an_update() -> None:
    assert silent(*used("2.1.330", silent=24), *used("2.1.1002", since=28 * 24 - 30)) == []
