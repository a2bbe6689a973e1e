"""The records of a raw batch in rows, and what became of each."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pytest

from stackspend.ingest.book import read
from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.body import decode, unpack
from stackspend.otlp.export import Signal
from stackspend.otlp.records import placed
from stackspend.reports.batch_records import Outcome, RecordView, read_records
from stackspend.reports.raw_batches import FirstRecord
from stackspend.store.ledger.raw_batches import RawBatches
from tests.captured import Capture, captures
from tests.ledger.deliver import arrived, booked, raw_batch
from tests.ledger.telemetry import CLAUDE_CODE, logs, metric, metrics, point, record

REQUEST = record("api_request", 0, session__id="s", model="m", request_id="req_1", cost_usd=0.25)
COST = metric("cost.usage", [point(0.25, 0, 1, session__id="s", model="m")])


class Booked(RawBatches):
    """Knows which line items rest on these batches, as the ledger would."""

    def __init__(self, *batches: RawBatch) -> None:
        self._items = {item.id: item for item in booked(batches)}

    def line_items(self, organization_id: UUID, ids: list[UUID], *, first: date, last: date) -> dict[UUID, FirstRecord]:
        found = [item for one in ids if (item := self._items.get(one)) and first <= item.usage_date <= last]
        return {item.id: FirstRecord(item.batch_id, item.position) for item in found}


def rows_of(batch: RawBatch, *others: RawBatch) -> list[RecordView]:
    """The records of a batch, after others and it were booked."""
    return read_records(Booked(*others, batch), batch, start=0, limit=500).records


def sent(capture: Capture) -> Sequence[RawBatch]:
    return [
        raw_batch(one.body, one.signal, n, encoding=one.encoding, content_encoding=one.content_encoding)
        for n, one in enumerate(capture.exports)
    ]


@pytest.mark.parametrize("capture", captures(), ids=lambda capture: capture.name)
def test_every_record_of_a_client_stands_where_it_was_read(capture: Capture) -> None:
    for batch in sent(capture):
        found = list(placed(decode(unpack(batch.body, batch.content_encoding), batch.signal, batch.encoding).export))
        derived = read(batch)
        assert len(found) == derived.records
        for said in derived.observations:
            one = found[said.sighting.position]
            stated = {pair.key: pair.value.string_value for pair in one.record.attributes if pair.value}
            assert said.request_id in (None, stated.get("request_id"), stated.get("client_request_id"))
            assert (one.metric is None) == (said.point is None)


def test_an_event_is_booked_once_and_known_again() -> None:
    first, second = arrived([logs([REQUEST])] * 2)
    (once,), (again,) = rows_of(first), rows_of(second, first)
    assert (once.name, once.outcome, again.outcome) == ("api_request", Outcome.BOOKED, Outcome.AGAIN)
    assert once.line_item_id is not None
    assert once.line_item_id == again.line_item_id
    assert (once.attributes["cost_usd"], once.attributes["request_id"]) == ("0.25", "req_1")
    assert once.resource == CLAUDE_CODE


def test_a_data_point_is_booked_where_no_event_covers_it() -> None:
    events, measured = arrived([logs([REQUEST]), metrics([COST])])
    (alone,), (covered,) = rows_of(measured), rows_of(measured, events)
    assert (alone.name, alone.value, alone.outcome) == ("claude_code.cost.usage", "0.25", Outcome.BOOKED)
    assert (covered.outcome, covered.line_item_id, covered.session_id) == (Outcome.COVERED, None, "s")


def test_what_says_nothing_of_usage_is_activity_or_nothing() -> None:
    (batch,) = arrived([logs([record("user_prompt", 0), record("hook_registered", 1)])])
    prompt, hook = rows_of(batch)
    assert (prompt.outcome, prompt.detail, prompt.line_item_id) == (Outcome.ACTIVITY, "prompts", None)
    assert (hook.outcome, hook.detail) == (Outcome.NOTHING, None)


def test_a_record_that_cannot_be_read_says_why_and_its_neighbour_is_booked() -> None:
    broken = record("api_request", 0, request_id="req_1", cost_usd="much")
    (batch,) = arrived([logs([broken, REQUEST])])
    aside, kept = rows_of(batch)
    assert (aside.outcome, aside.detail) == (Outcome.SET_ASIDE, "cost_usd is 'much', which is not a number.")
    assert aside.where == "$.resourceLogs[0].scopeLogs[0].logRecords[0]"
    assert kept.outcome is Outcome.BOOKED


def test_pages_follow_one_another() -> None:
    (batch,) = arrived([logs([record("user_prompt", n) for n in range(5)])])
    ledger = Booked(batch)
    first = read_records(ledger, batch, start=0, limit=3)
    second = read_records(ledger, batch, start=3, limit=3)
    assert ([row.position for row in first.records], first.next_position) == ([0, 1, 2], 3)
    assert ([row.position for row in second.records], second.next_position) == ([3, 4], None)


def test_bytes_that_cannot_be_read_have_no_rows() -> None:
    assert rows_of(raw_batch(b"not JSON", Signal.LOGS, 0)) == []
