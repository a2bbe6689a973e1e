"""Rule 2 for metric points: a delta point is (stream, start, time); of a cumulative series the latest value holds."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.deliver import booked_of
from tests.ledger.telemetry import CUMULATIVE, DELTA, Body, metric, metrics, nanoseconds, point

WHO = {"session.id": "s-1", "user.id": "ci", "model": "claude-sonnet-4-5", "query_source": "main"}


def cost(value: float, start: float, end: float, temporality: int) -> Body:
    return metrics([metric("cost.usage", [point(value, start, end, **WHO)], temporality)])


def total(*bodies: Body) -> Decimal:
    return sum((item.usage.cost or Decimal(0) for item in booked_of(*bodies)), Decimal(0))


def test_delta_points_add_up() -> None:
    assert total(cost(1, 0, 60, DELTA), cost(2, 60, 120, DELTA)) == 1 + 2


def test_a_delta_point_that_comes_again_counts_once() -> None:
    assert total(cost(1, 0, 60, DELTA), cost(1, 0, 60, DELTA), cost(2, 60, 120, DELTA)) == 1 + 2


def test_delta_points_of_two_processes_differ_in_their_start() -> None:
    assert total(cost(1, 0, 60, DELTA), cost(1, 0.007, 60, DELTA)) == 1 + 1


def test_of_a_cumulative_series_the_value_of_the_latest_time_counts() -> None:
    assert total(cost(1, 0, 60, CUMULATIVE), cost(3, 0, 120, CUMULATIVE)) == 3


def test_an_older_cumulative_value_that_comes_later_changes_nothing() -> None:
    assert total(cost(3, 0, 120, CUMULATIVE), cost(1, 0, 60, CUMULATIVE)) == 3


def test_a_new_start_of_a_cumulative_series_adds() -> None:
    assert total(cost(3, 0, 120, CUMULATIVE), cost(2, 200, 260, CUMULATIVE)) == 3 + 2


def test_a_decrease_of_a_cumulative_series_is_never_negative_spend() -> None:
    bodies = cost(5, 0, 60, CUMULATIVE), cost(3, 0, 120, CUMULATIVE), cost(4, 0, 180, CUMULATIVE)
    assert [item.usage.cost for item in booked_of(*bodies)] == [3, 4 - 3]  # at 60 s no more than 120 s confirms


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 9)), min_size=1, max_size=6))
def test_whatever_a_cumulative_series_says_the_latest_value_is_booked_and_no_step_is_negative(
    said: list[tuple[int, int]],
) -> None:
    latest = dict(reversed(said))  # of one time the first arrival holds
    items = booked_of(*(cost(value, 0, 60 * n, CUMULATIVE) for n, value in said))
    assert sum(item.usage.cost or 0 for item in items) == latest[max(latest)]
    assert all((item.usage.cost or 0) >= 0 for item in items)


def test_increments_of_a_cumulative_series_lie_at_the_times_that_saw_them() -> None:
    items = booked_of(cost(1, 0, 60, CUMULATIVE), cost(3, 0, 120, CUMULATIVE), cost(3, 0, 180, CUMULATIVE))
    assert [item.usage.cost for item in items] == [Decimal(1), Decimal(3 - 1)]
    assert [item.usage_time.timestamp() * 10**9 for item in items] == [float(nanoseconds(60)), float(nanoseconds(120))]


def test_a_point_without_a_recorded_value_says_nothing() -> None:
    body = metrics([metric("cost.usage", [point(0, 0, 60, **WHO) | {"flags": 1}])])
    assert booked_of(body) == []
