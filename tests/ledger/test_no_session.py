"""Rule 3: sessions whose id is switched off are grouped by identity and model, and told apart by start time."""

from decimal import Decimal

from tests.ledger.deliver import booked_of
from tests.ledger.telemetry import Body, logs, metric, metrics, point, record

ALICE = {"user.email": "Alice@Example.com", "user.id": "alice-laptop"}
BOB = {"user.id": "bob-laptop"}
SONNET = "claude-sonnet-4-5"


def event(who: dict[str, str], cost: float, seconds: float = 5, model: str = SONNET) -> Body:
    return logs([record("api_request", seconds, **who, model=model, cost_usd=cost, event__sequence=2)])


def seen(who: dict[str, str], cost: float, start: float = 0, model: str = SONNET) -> Body:
    return metrics([metric("cost.usage", [point(cost, start, 60, **who, model=model)])])


def total(*bodies: Body) -> Decimal:
    return sum((item.usage.cost or Decimal(0) for item in booked_of(*bodies)), Decimal(0))


def test_both_signals_of_one_person_and_model_meet_without_a_session_id() -> None:
    assert total(event(ALICE, 0.25), seen(ALICE, 0.25)) == Decimal("0.25")


def test_the_case_of_an_e_mail_does_not_part_them() -> None:
    assert total(event(ALICE, 0.25), seen(ALICE | {"user.email": "alice@example.com"}, 0.25)) == Decimal("0.25")


def test_two_people_are_two_groups() -> None:
    assert total(event(ALICE, 0.25), seen(BOB, 0.25)) == Decimal("0.25") + Decimal("0.25")


def test_two_models_are_two_groups() -> None:
    assert total(event(ALICE, 0.25), seen(ALICE, 0.25, model="claude-opus-4-6")) == Decimal("0.25") + Decimal("0.25")


def test_two_processes_of_one_person_are_told_apart_by_their_start() -> None:
    assert total(seen(ALICE, 0.25), seen(ALICE, 0.25, start=0.007)) == Decimal("0.25") + Decimal("0.25")


def test_two_requests_of_one_person_with_equal_sequence_numbers_are_two() -> None:
    assert total(event(ALICE, 0.25, seconds=5), event(ALICE, 0.25, seconds=6)) == Decimal("0.25") + Decimal("0.25")


def test_usage_that_names_nobody_is_booked_all_the_same() -> None:
    assert total(event({}, 0.25), seen({}, 0.40)) == max(Decimal("0.25"), Decimal("0.40"))


def test_an_exports_items_have_no_session_and_keep_their_person() -> None:
    (item,) = booked_of(event(ALICE, 0.25))
    assert (item.session_id, item.who.name) == (None, "alice@example.com")
