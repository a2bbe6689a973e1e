"""Rule 2 where it is easiest to break: what a node remembers of a session, and what happened behind its back.

In each case metrics were booked before the event that covers them came: their line item has to go.
"""

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal

from stackspend.errors import TransientError
from stackspend.ledger.line_item import LineItem
from tests.ledger.deliver import CI, LAPTOPS, arrived, counted, node
from tests.ledger.memory import MemoryLedger
from tests.ledger.telemetry import Body, logs, metric, metrics, point, record

SESSION = {"session.id": "s-1", "user.id": "ci", "model": "claude-sonnet-4-5"}


def event(request: str, cost: float) -> Body:
    return logs([record("api_request", 5, **SESSION, request_id=request, cost_usd=cost)])


def collected(cost: float) -> Body:
    return metrics([metric("cost.usage", [point(cost, 0, 60, **SESSION)])])


def collected_later(cost: float) -> Body:
    return metrics([metric("cost.usage", [point(cost, 60, 120, **SESSION)])])


def booked_costs(ledger: MemoryLedger) -> list[Decimal]:
    return sorted(item.usage.cost or Decimal(0) for item in counted(ledger))


class LosesAnswers(MemoryLedger):
    """A ledger that does what it is asked, and of which one answer is lost."""

    lose_next = False

    def book(self, items: Sequence[LineItem]) -> None:
        super().book(items)
        lost, self.lose_next = self.lose_next, False
        if lost:
            raise TransientError("The ledger did not answer.")


def test_a_line_item_that_was_written_though_the_answer_was_lost_can_still_be_superseded() -> None:
    first, seen, last = arrived([event("req-1", 0.25), collected(0.75), event("req-2", 0.50)])
    ledger = LosesAnswers()
    one = node(ledger)
    one.book([first], again=False)
    ledger.lose_next = True
    with suppress(TransientError):
        one.book([seen], again=False)
    one.book([seen, last], again=True)
    assert booked_costs(ledger) == [Decimal("0.25"), Decimal("0.50")]


def test_a_process_that_died_before_it_gave_up_its_batch_leaves_nothing_behind() -> None:
    seen, last = arrived([collected(0.75), event("req-1", 0.75)])
    ledger = MemoryLedger()
    node(ledger).book([seen], again=False)
    node(ledger).book([seen, last], again=True)
    assert booked_costs(ledger) == [Decimal("0.75")]


def test_a_statement_that_came_by_a_slower_way_before_is_not_taken_for_new() -> None:
    fast, last = arrived([collected(0.75), event("req-1", 0.75)], connection_id=LAPTOPS)
    (slow,) = arrived([collected(0.75)], connection_id=CI, first=2)
    ledger = MemoryLedger()
    node(ledger).book([slow], again=False)
    node(ledger).book([fast, last], again=False)
    assert booked_costs(ledger) == [Decimal("0.75")]


def test_a_node_does_not_trust_its_memory_of_a_session_that_another_added_to() -> None:
    seen, other_seen, cover = arrived([collected(0.75), collected_later(0.50), event("req-1", 1.25)])
    ledger = MemoryLedger()
    one, other = node(ledger), node(ledger)
    one.book([seen], again=False)
    other.book([other_seen], again=False)
    one.book([cover], again=False)
    assert booked_costs(ledger) == [Decimal("1.25")]
