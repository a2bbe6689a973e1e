"""A budget over months, in zones whose clocks change: each threshold of each span is told exactly once."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from stackspend.warning.alerts import LINGERS, Alert, advance
from stackspend.warning.budgets import judge
from stackspend.warning.causes import budget_cause
from stackspend.warning.forecast import forecast
from stackspend.warning.history import History
from stackspend.warning.scopes import WHOLE
from stackspend.warning.windows import Span, Window, day_in, share_done, span_of
from tests.warning.test_budgets import budget, standing


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "UTC"])
@pytest.mark.parametrize("window", Window)
def test_over_months_each_threshold_of_each_span_is_told_exactly_once(zone: str, window: Window) -> None:
    """February to April, in which clocks change on both hemispheres; what is told is counted against plain sums."""
    random, local = Random(f"{zone} {window}"), ZoneInfo(zone)
    limit = {Window.DAY: 60, Window.WEEK: 350, Window.MONTH: 1500, Window.QUARTER: 4000}[window]
    kept = budget(limit, window, warn_of_forecast=False)
    now = datetime(2026, 2, 1, 0, 30, tzinfo=UTC)
    spent: dict[date, Decimal] = defaultdict(Decimal)
    expected: set[tuple[date, int]] = set()
    told: Counter[tuple[date, int]] = Counter()
    alerts: dict[str, Alert] = {}
    sent: tuple[datetime, ...] = ()
    while now < datetime(2026, 5, 1, tzinfo=UTC):
        today = day_in(local, now)
        spent[today] += Decimal(random.choice((0, 0, 1, 4, 9)))
        span = span_of(window, today)
        total = sum((spent[day] for day in span.days()), Decimal(0))
        expected |= {(span.start, one) for one in (50, 80, 100) if total * 100 >= limit * one}
        history = History.of(spent, today)
        seen = forecast(history, span, today, done=share_done(local, now))
        cause = budget_cause(judge(kept, WHOLE, seen, today), zone=local)
        causes = [cause] if cause else []
        step = advance(alerts, causes, now, sent=sent, new_id={one.key: uuid4() for one in causes})
        alerts |= {alert.cause.key: alert for alert in step.changed}
        sent = step.sent
        for message in step.messages:
            for alert, level in message.told:
                if level.isdigit():
                    told[day_in(local, alert.cause.began), int(level)] += 1
        now += timedelta(hours=1)

    assert max(told.values()) == 1
    assert set(told) <= expected
    highest = {start: max(level for on, level in expected if on == start) for start, _ in expected}
    assert set(highest.items()) <= set(told)
    open_now = [alert for alert in alerts.values() if alert.state.is_open]
    assert all(now - alert.seen_at <= LINGERS + timedelta(hours=1) for alert in open_now)


def test_a_budget_that_does_not_warn_of_the_forecast_causes_nothing_before_a_threshold() -> None:
    assert budget_cause(standing(240, warn_of_forecast=False)) is None


def test_a_span_is_one_cause_and_the_next_span_another() -> None:
    november = budget_cause(standing(90))
    assert november is not None
    assert november.key == f"budget:{UUID(int=1)}:organization:2026-11-01"
    assert Span(date(2026, 11, 1), date(2026, 11, 30)) == standing(90).span
