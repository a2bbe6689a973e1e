"""The records of a raw batch as people read them, each with what became of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from uuid import UUID

import msgspec

from stackspend.errors import PermanentError
from stackspend.ingest.book import read
from stackspend.ledger.activity import Activity
from stackspend.ledger.line_item import line_item_id
from stackspend.ledger.observation import Evidence, Observation
from stackspend.ledger.raw_batch import RawBatch
from stackspend.ledger.reconcile import booked_identity
from stackspend.otlp.body import decode, unpack
from stackspend.otlp.export import DataPoint, LogRecord, Resource, Span, attributes_of
from stackspend.otlp.records import Placed, placed
from stackspend.reports.raw_batches import FirstRecord, RawBatchQuestions
from stackspend.sources.attributes import Unreadable, as_text, instant, shortened
from stackspend.sources.record import Derived

# A record without a time of its own is dated by its first arrival, and senders try again for hours, not for weeks.
_FIRST_SENT_WITHIN = timedelta(days=7)
_WHOLE = "$"


class Outcome(StrEnum):
    """What became of a record. `booked`: a line item rests on it. `again`: the same record came before, and a line item
    rests on that. `covered`: better evidence of the same usage is booked. `activity`: counted beside spend. `nothing`:
    it says nothing of usage or activity. `set_aside`: it could not be read. `pending`: not booked yet."""

    BOOKED = "booked"
    AGAIN = "again"
    COVERED = "covered"
    ACTIVITY = "activity"
    NOTHING = "nothing"
    SET_ASIDE = "set_aside"
    PENDING = "pending"


class RecordView(msgspec.Struct, frozen=True):
    """One record. `where` is its path in the export, `value` the number of a data point, with its `unit`. `attributes`
    are its own, `resource` those of the program that emitted it. `detail` is the kind of activity, or why it was set
    aside."""

    position: int
    where: str
    name: str
    time: datetime | None
    value: str | None
    unit: str | None
    attributes: dict[str, str]
    resource: dict[str, str]
    outcome: Outcome
    detail: str | None
    line_item_id: UUID | None
    session_id: str | None


class RecordPage(msgspec.Struct, frozen=True):
    """Some records of a batch in their order, and where the next ones begin; None after the last."""

    records: list[RecordView]
    next_position: int | None


def read_records(ledger: RawBatchQuestions, raw: RawBatch, *, start: int, limit: int) -> RecordPage:
    """The records from a position on; no records if nothing of the batch can be read any more."""
    try:
        export = decode(unpack(raw.body, raw.content_encoding), raw.signal, raw.encoding).export
    except PermanentError:
        return RecordPage([], None)
    derived = read(raw)
    here = list(islice(placed(export), start, start + limit + 1))
    fates = _Fates(ledger, raw, derived, range(start, start + limit))
    views = [_view(position, one, fates) for position, one in enumerate(here[:limit], start=start)]
    return RecordPage(views, start + limit if len(here) > limit else None)


class _Fates:
    """What became of the records at some positions of one batch."""

    def __init__(self, ledger: RawBatchQuestions, raw: RawBatch, derived: Derived, positions: range) -> None:
        self._batch_id, self._organization_id = raw.batch_id, raw.organization_id
        self._aside = {one.where: one.reason for one in derived.set_aside}
        self._activity: dict[int, Activity] = {one.sighting.position: one for one in derived.activity}
        self._said: dict[int, Observation] = {
            one.sighting.position: one for one in derived.observations if one.sighting.position in positions
        }
        self._items = _line_items(ledger, raw.organization_id, list(self._said.values()))

    def of(self, position: int, where: str) -> tuple[Outcome, str | None, UUID | None, str | None]:
        """The outcome, its detail, the line item and the session of a record."""
        if reason := self._aside.get(where) or self._aside.get(_WHOLE):
            return Outcome.SET_ASIDE, reason, None, None
        if said := self._said.get(position):
            item = _line_item_of(self._organization_id, said)
            outcome = self._booked(said, self._items.get(item))
            return outcome, None, item if item in self._items else None, said.session_id
        if counted := self._activity.get(position):
            return Outcome.ACTIVITY, counted.kind, None, counted.session_id
        return Outcome.NOTHING, None, None, None

    def _booked(self, said: Observation, first: FirstRecord | None) -> Outcome:
        if first is None:
            return Outcome.PENDING if said.evidence is Evidence.EVENT else Outcome.COVERED
        # Several points of one collection make up a line item, of which it names one.
        is_first = said.point is not None or first == FirstRecord(self._batch_id, said.sighting.position)
        return Outcome.BOOKED if is_first else Outcome.AGAIN


def _line_items(
    ledger: RawBatchQuestions, organization_id: UUID, said: Sequence[Observation]
) -> dict[UUID, FirstRecord]:
    if not said:
        return {}
    times = [one.time for one in said]
    return ledger.line_items(
        organization_id,
        [_line_item_of(organization_id, one) for one in said],
        first=(min(times) - _FIRST_SENT_WITHIN).date(),
        last=(max(times) + timedelta(days=1)).date(),
    )


def _line_item_of(organization_id: UUID, said: Observation) -> UUID:
    return line_item_id(organization_id, booked_identity(said))


def _view(position: int, one: Placed, fates: _Fates) -> RecordView:
    outcome, detail, item, session = fates.of(position, one.where)
    own = _texts(one.record)
    return RecordView(
        position=position,
        where=one.where,
        name=_name_of(one, own),
        time=_time_of(one.record),
        value=_value_of(one.record),
        unit=one.metric.unit or None if one.metric else None,
        attributes=own,
        resource=_texts(one.resource) if one.resource else {},
        outcome=outcome,
        detail=detail,
        line_item_id=item,
        session_id=session,
    )


def _texts(owner: LogRecord | DataPoint | Span | Resource) -> dict[str, str]:
    return {key: as_text(value) for key, value in attributes_of(owner.attributes).items() if value is not None}


def _name_of(one: Placed, attributes: dict[str, str]) -> str:
    match one.record:
        case LogRecord(event_name=event, body=body):
            stated = attributes.get("event.name") or event or (body.string_value if body else None)
            return shortened(stated) if stated else "(no name)"
        case Span(name=name):
            return name or "(no name)"
        case DataPoint():
            return (one.metric.name if one.metric else "") or "(no name)"


def _time_of(record: LogRecord | DataPoint | Span) -> datetime | None:
    match record:
        case LogRecord(time_unix_nano=time, observed_time_unix_nano=observed):
            stated = time or observed
        case DataPoint(time_unix_nano=time):
            stated = time
        case Span(start_time_unix_nano=start, end_time_unix_nano=end):
            stated = end or start
    try:
        return instant(stated)
    except Unreadable:
        return None


def _value_of(record: LogRecord | DataPoint | Span) -> str | None:
    if not isinstance(record, DataPoint):
        return None
    value = record.as_int if record.as_double is None else record.as_double
    return None if value is None else str(value)
