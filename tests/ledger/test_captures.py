"""What the real client sent, booked without a server: totals, activity, and the same captures after mishaps.

The mishaps make what no capture shows: signals that disagree. Their expected ledgers come from `model`.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from random import Random

import pytest

from stackspend.ledger.line_item import LineItem
from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.export import Encoding
from tests.captured import FOLDER, Capture, SentExport, Total, Totals, captures, expected_together, sum_by_name
from tests.ledger.deliver import ACME, arrived, booked, node, raw_batch
from tests.ledger.disorder import MISHAPS, disorder, lose
from tests.ledger.memory import MemoryLedger
from tests.ledger.model import KINDS
from tests.ledger.sums import difference
from tests.ledger.telemetry import Body

SEEDS = range(100)
NEAR = Decimal("1e-9")
all_captures = pytest.mark.parametrize("capture", captures(), ids=lambda capture: capture.name)


def batches_of(exports: tuple[SentExport, ...], first: int = 0) -> list[RawBatch]:
    """The raw batches of what a client sent, arriving in the order in which it did."""
    return [
        raw_batch(
            export.body,
            export.signal,
            n,
            encoding=Encoding(export.content_type),
            content_encoding=export.content_encoding,
        )
        for n, export in enumerate(exports, start=first)
    ]


NAMES: dict[str, Callable[[LineItem], str | None]] = {
    "model": lambda item: item.model,
    "session": lambda item: item.session_id,
    "user": lambda item: item.who.name,
}


def by(dimension: str, items: list[LineItem]) -> Totals:
    """Totals of line items by model, session or stated user."""
    return sum_by_name((NAMES[dimension](item), total_of(item)) for item in items)


def total_of(item: LineItem) -> Total:
    return Total(item.usage.cost or Decimal(0), {kind: getattr(item.usage, kind) or 0 for kind in KINDS})


def assert_as_expected(items: list[LineItem], *recordings: Capture) -> None:
    for dimension in NAMES:
        found, wanted = by(dimension, items), expected_together(recordings, dimension)
        assert found.keys() == wanted.keys()
        for name, total in wanted.items():
            assert abs(found[name].cost_usd - total.cost_usd) <= NEAR
            assert found[name].tokens == total.tokens


@all_captures
def test_a_capture_is_booked_as_expected_in_its_order_and_twice_and_shuffled(capture: Capture) -> None:
    batches = batches_of(capture.exports)
    twice = batches + batches_of(capture.exports, first=len(batches))
    assert_as_expected(booked(batches), capture)
    assert_as_expected(booked(Random(capture.name).sample(twice, len(twice)), at_once=7), capture)


@all_captures
def test_the_activity_of_a_capture_is_as_expected_also_twice_and_shuffled(capture: Capture) -> None:
    twice = batches_of(capture.exports) + batches_of(capture.exports, first=len(capture.exports))
    ledger = MemoryLedger()
    node(ledger).book(Random(capture.name).sample(twice, len(twice)))
    wanted = json.loads((FOLDER / capture.name / "expected.json").read_bytes(), parse_float=Decimal)["activity"]
    counts = dict.fromkeys(wanted, Decimal(0))
    for counted in ledger.activity(ACME):
        if counted.kind in counts:
            counts[counted.kind] += counted.value
    assert counts == {kind: Decimal(value) for kind, value in wanted.items()}


@cache
def json_captures() -> tuple[Capture, ...]:
    """Those whose exports the model can read by itself."""
    return tuple(capture for capture in captures() if all(export.is_json for export in capture.exports))


def bodies_of(capture: Capture) -> list[Body]:
    return [json.loads(export.unpacked()) for export in capture.exports]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_capture_after_a_mishap_is_booked_as_the_model_says(seed: int) -> None:
    chance = Random(seed)
    mishap = list(MISHAPS)[seed % len(MISHAPS)]
    for capture in chance.sample(json_captures(), 2):
        survived = disorder(lose(bodies_of(capture), mishap, chance), chance)
        assert difference(booked(arrived(survived), at_once=chance.randint(1, 40)), survived) == {}, capture.name


def test_all_captures_in_one_organization_are_the_sum_of_each() -> None:
    exports = tuple(export for capture in captures() for export in capture.exports)
    assert_as_expected(booked(batches_of(exports), at_once=50), *captures())
