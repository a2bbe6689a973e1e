"""Nothing that a sender writes keeps the ledger from taking it, or the next export from being booked."""

import json
import os
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings

from stackspend.errors import InvalidInput, PermanentError
from stackspend.ingest.accept import read_export
from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.export import SetAside, Signal
from stackspend.reports.answer import DailyRow, LineItemView, RawBatchView
from stackspend.reports.question import NO_FILTERS, Dimension, Period
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from tests.ingest.hostile import DAY_OF_USE, exports
from tests.ledger.deliver import node
from tests.ledger.telemetry import Body, Value, logs, metric, metrics, point, record

EVER = Period(date(1970, 1, 1), date(2262, 12, 31))
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Receiver:
    """Receives and books for one organization; its senders are hostile, the ledger is real."""

    def __init__(self, database: LedgerDatabase) -> None:
        self.organization_id = uuid4()
        self._connection_id = uuid4()
        self._bookkeeper = node(Ledger(database))
        self._reader = LedgerReader(database)

    def receive(self, body: bytes, signal: Signal = Signal.LOGS) -> UUID:
        """Accept and book an export as door and pump do; its batch id. Raises PermanentError if the door refuses."""
        raw = self._accepted(body, signal)
        self._bookkeeper.book([raw])
        return raw.batch_id

    def _accepted(self, body: bytes, signal: Signal) -> RawBatch:
        raw, _ = read_export(
            body,
            signal,
            content_type="application/json",
            content_encoding=None,
            organization_id=self.organization_id,
            connection_id=self._connection_id,
            key_id=uuid4(),
            key_prefix="ss_live_Ab3x",
            user_agent="ÿ",
            received_at=NOON,
            keeps_content=False,
        )
        return raw

    def daily(self, dimension: Dimension = Dimension.MODEL) -> list[DailyRow]:
        return self._reader.rollups.daily(self.organization_id, EVER, dimension, limit=1_000).rows

    def batch(self, batch_id: UUID) -> RawBatchView:
        found = self._reader.raw_batches.one(self.organization_id, batch_id)
        assert found is not None
        return found

    def items(self) -> list[LineItemView]:
        return self._reader.line_items.page(self.organization_id, EVER, filters=NO_FILTERS, limit=1_000).items

    def read_everything(self) -> None:
        for dimension in (Dimension.USER, Dimension.SESSION, Dimension.TEAM):
            self.daily(dimension)
        self.items()


@pytest.fixture
def receiver(database: LedgerDatabase) -> Receiver:
    return Receiver(database)


GOOD = json.dumps(
    logs([record("api_request", 0, model="good", session__id="good", cost_usd=0.25, request_id="g")])
).encode()


@settings(
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "10")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(exports)
def test_any_export_can_be_booked_and_read_and_the_next_one_too(
    database: LedgerDatabase, export: tuple[Signal, dict[str, Any]]
) -> None:
    signal, body = export
    receiver = Receiver(database)
    with suppress(PermanentError):
        batch = receiver.batch(receiver.receive(json.dumps(body).encode(), signal))
        assert not [aside for aside in batch.set_aside if "StackSpend failed" in aside.reason]

    receiver.receive(GOOD)

    receiver.read_everything()
    assert [row.net_amount_usd for row in receiver.daily() if row.name == "good"] == [Decimal("0.25")]


def request(**stated: Value) -> Body:
    usual: dict[str, Value | None] = {"model": "m", "session__id": "s", "cost_usd": 0.25, "input_tokens": 3}
    return record("api_request", 0, **(usual | stated))


def booked(receiver: Receiver, *records: Body) -> list[tuple[str | None, str | None, int | None]]:
    receiver.receive(json.dumps(logs(records)).encode())
    return [(row.name, str(row.net_amount_usd), row.tokens.input) for row in receiver.daily()]


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        pytest.param({"cost_usd": "NaN"}, "cost_usd: NaN is not an amount of money.", id="a cost that is no number"),
        pytest.param({"cost_usd": "Infinity"}, "cost_usd: Infinity is not an amount of money.", id="an infinite cost"),
        pytest.param({"cost_usd": -1}, "cost_usd: -1 USD is negative, and spend never is.", id="a negative cost"),
        pytest.param(
            {"cost_usd": 1_000_000},
            "cost_usd: 1000000 USD is beyond 1,000,000, and cannot be the cost of one request.",
            id="a cost beyond all reason",
        ),
        pytest.param({"cost_usd": "much"}, "cost_usd is 'much', which is not a number.", id="a cost in words"),
        pytest.param({"cost_usd": True}, "cost_usd is 'true', which is not a number.", id="a cost that is true"),
        pytest.param({"input_tokens": "1e30"}, "input_tokens is 1E+30, which is not a count.", id="1e30 tokens"),
        pytest.param({"input_tokens": -1}, "input_tokens is -1, which is not a count.", id="negative tokens"),
        pytest.param({"input_tokens": 0.5}, "input_tokens is 0.5, which is not a whole number.", id="half a token"),
        pytest.param(
            {"input_tokens": "9" * 5_000}, f"input_tokens is {'9' * 200}…, which is not a count.", id="5,000 digits"
        ),
    ],
)
def test_an_unreadable_record_is_set_aside_with_the_reason_and_its_neighbour_is_booked(
    receiver: Receiver, stated: dict[str, Value], reason: str
) -> None:
    body = logs([request(**stated), request(model="neighbour")])

    batch = receiver.batch(receiver.receive(json.dumps(body).encode()))

    assert batch.set_aside == [SetAside("$.resourceLogs[0].scopeLogs[0].logRecords[0]", reason)]
    assert [row.name for row in receiver.daily()] == ["neighbour"]


@pytest.mark.parametrize(
    ("time", "day"),
    [
        pytest.param("0", NOON.date(), id="no time: it is dated by arrival"),
        pytest.param("1", date(1970, 1, 1), id="the first nanosecond"),
        pytest.param(str(DAY_OF_USE), date(2026, 11, 22), id="yesterday"),
        pytest.param(str(2**63 - 1), NOON.date(), id="far in the future: it is dated by arrival"),
    ],
)
def test_any_time_has_a_day(receiver: Receiver, time: str, day: date) -> None:
    receiver.receive(json.dumps(logs([request() | {"timeUnixNano": time}])).encode())

    assert [row.date for row in receiver.daily()] == [day]


@pytest.mark.parametrize("time", [-1, 2**63, 10**30], ids=["before 1970", "beyond 2^63", "beyond 2^64"])
def test_a_time_that_is_none_is_set_aside(receiver: Receiver, time: int) -> None:
    batch = receiver.batch(receiver.receive(json.dumps(logs([request() | {"timeUnixNano": time}])).encode()))

    assert [aside.reason for aside in batch.set_aside] == [
        f"The time {time} is not a number of nanoseconds since 1970."
    ]


@pytest.mark.parametrize("zero", ["0e999999", "-0.0", "1e-999999", "5e-324"])
def test_every_zero_is_a_zero(receiver: Receiver, zero: str) -> None:
    assert booked(receiver, request(cost_usd=zero)) == [("m", "0E-24", 3)]


@pytest.mark.parametrize(
    "name", ["a\0b", "😀", "'\"`\\\n\t\r", "\\N", "null", "{x:String}", "\ufffe\uffff", "\u202ebackwards", "[1m]x"]
)
def test_any_text_is_a_name(receiver: Receiver, name: str) -> None:
    records = [request(model=name, session__id=name, user__email=f"{name}@example.com", request_id=n) for n in (1, 2)]

    assert booked(receiver, *records) == [(name, "0.500000000000000000000000", 6)]
    assert [row.name for row in receiver.daily(Dimension.SESSION)] == [name]


def test_long_texts_are_cut_and_stay_apart(receiver: Receiver) -> None:
    first, second = ("x" * 100_000 + ending for ending in "ab")

    found = booked(receiver, request(model=first, request_id=1), request(model=second, request_id=2))

    assert len(found) == 2
    assert all(name and len(name) == 1_000 and "… (100001 characters, " in name for name, *_ in found)


def test_of_ten_thousand_resource_attributes_the_first_are_tags(receiver: Receiver) -> None:
    resource: dict[str, Value] = {"team": "product", **{f"tag {n:04}": "x" * 32 for n in range(10_000)}}

    receiver.receive(json.dumps(logs([request()], resource)).encode())

    assert [row.name for row in receiver.daily(Dimension.TEAM)] == ["product"]
    (item,) = receiver.items()
    assert len(item.tags) == 1 + (4_096 - len("team" + "product")) // (8 + 32)


def test_amounts_of_one_collection_add_up_beyond_any_single_bound(receiver: Receiver) -> None:
    many = [point(999_999.5, start / 1_000, 60, session__id="s", model="m") for start in range(2_000)]

    receiver.receive(json.dumps(metrics([metric("cost.usage", many)])).encode(), Signal.METRICS)

    assert [row.net_amount_usd for row in receiver.daily()] == [2_000 * Decimal("999999.5")]


def test_a_value_that_no_column_takes_is_refused_for_good(database: LedgerDatabase) -> None:
    with pytest.raises(InvalidInput, match="The ledger cannot take a value: "):
        database.insert("links", [{"organization_id": "nobody"}])
