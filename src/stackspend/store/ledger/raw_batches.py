"""Raw batches: the list of one connection, and one with its bytes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from stackspend.errors import InvalidInput
from stackspend.ledger.raw_batch import RawBatch, ReadBatch
from stackspend.otlp.export import SetAside
from stackspend.otlp.removal import Removed
from stackspend.reports.answer import RawBatchPage, RawBatchView
from stackspend.reports.pulse import MINUTES, Pulse
from stackspend.reports.raw_batches import EVERY_BATCH, BatchChoices, BatchFilters, FirstRecord, Holds
from stackspend.store.ledger.database import LedgerDatabase, Row
from stackspend.store.ledger.expressions import BOOKED
from stackspend.store.ledger.rows import unpacked

_VIEW = """batch_id, received_at, signal, encoding, content_encoding, size, records, usage, activity, client_versions,
    set_aside, removed, key_prefix, user_agent, digest"""
_OF_CONNECTION = "organization_id = {organization_id:UUID} AND connection_id = {connection_id:UUID}"
# The engine finds a place by the single column, not by the pair.
_NOT_AFTER = "received_at <= {before:DateTime64(6, 'UTC')}"
_BEFORE = "(received_at, batch_id) < ({before:DateTime64(6, 'UTC')}, {before_id:UUID})"
_WANTED = {
    "signal": "signal = {signal:String}",
    "key": "key_prefix = {key:String}",
    "client_version": "has(client_versions, {client_version:String})",
    "since": "received_at >= {since:DateTime64(6, 'UTC')}",
    "until": "received_at < {until:DateTime64(6, 'UTC')}",
}
_HOLDS = {
    Holds.USAGE: "usage > 0",
    Holds.ACTIVITY: "usage = 0 AND activity > 0",
    Holds.NOTHING: "usage = 0 AND activity = 0 AND set_aside = '[]'",
    Holds.SET_ASIDE: "set_aside != '[]'",
}
_CHOICES = f"""
SELECT arraySort(arrayMap(one -> assumeNotNull(one), groupUniqArray(200)(key_prefix))) AS keys,
    arraySort(groupUniqArrayArray(200)(client_versions)) AS client_versions
FROM raw_batches
WHERE {_OF_CONNECTION}"""
_LINE_ITEMS = f"""
SELECT item.id AS id, item.batch_id AS batch_id, item.position AS position
FROM {BOOKED}
WHERE item.organization_id = {{organization_id:UUID}} AND item.state = 'booked'
  AND item.usage_date BETWEEN {{first:Date32}} AND {{last:Date32}} AND item.id IN {{ids:Array(UUID)}}"""
_ONE = f"""
SELECT {_VIEW}
FROM raw_batches FINAL
WHERE organization_id = {{organization_id:UUID}} AND batch_id = {{batch_id:UUID}}"""
_WHOLE = """
SELECT organization_id, connection_id, batch_id, received_at, signal, encoding, content_encoding, key_id, key_prefix,
    user_agent, removed, body, records, set_aside, usage, activity, client_versions
FROM raw_batches FINAL"""
_BODY = f"{_WHOLE} WHERE organization_id = {{organization_id:UUID}} AND batch_id = {{batch_id:UUID}}"
_AFTER = f"""{_WHOLE}
WHERE (organization_id, connection_id, received_at, batch_id) >
    ({{organization_id:UUID}}, {{connection_id:UUID}}, {{received_at:DateTime64(6, 'UTC')}}, {{batch_id:UUID}})
ORDER BY organization_id, connection_id, received_at, batch_id
LIMIT {{most:UInt32}}"""
_PULSES = """
SELECT connection_id, uniqExact(key_prefix) AS keys, uniqExactArray(client_versions) AS client_versions,
    uniqExact(user_agent) AS programs,
    sumMapIf(map(dateDiff('minute', received_at, {now:DateTime64(6, 'UTC')}), toUInt64(records)),
        received_at > {hour:DateTime64(6, 'UTC')}) AS ago
FROM raw_batches FINAL
WHERE organization_id = {organization_id:UUID}
  AND received_at > {day:DateTime64(6, 'UTC')} AND received_at <= {now:DateTime64(6, 'UTC')}
GROUP BY connection_id"""
_COUNT = """
SELECT connection_id, uniqExact(batch_id) AS batches
FROM raw_batches
WHERE organization_id = {organization_id:UUID}
GROUP BY connection_id"""

Place = tuple[datetime, UUID]
"""Where a batch of a connection stands: arrival and id. All copies of a batch stand at the same."""

_END: Place = (datetime(2299, 1, 1, tzinfo=UTC), UUID(int=2**128 - 1))
_NEWEST_FIRST = "ORDER BY received_at DESC, batch_id DESC"
# All places go over in one parameter, of which a server takes 128 KiB.
_MOST_PLACES = 1_000


class RawBatches:
    """The questions about what was received."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def page(
        self,
        organization_id: UUID,
        connection_id: UUID,
        *,
        limit: int,
        cursor: str | None = None,
        filters: BatchFilters = EVERY_BATCH,
    ) -> RawBatchPage:
        """The raw batches of a connection, newest first."""
        wanted = {name: value for name in _WANTED if (value := getattr(filters, name)) is not None}
        conditions = [_OF_CONNECTION, *(_WANTED[name] for name in wanted)]
        if filters.holds is not None:
            conditions.append(_HOLDS[filters.holds])
        parameters = wanted | {"organization_id": organization_id, "connection_id": connection_id}
        before = _read_cursor(cursor) if cursor else _END
        at_once = limit + 1
        rows: list[Row] = []
        while len(rows) <= limit:
            places = self._places(conditions, parameters, before=before, most=at_once)
            rows += self._at(places, conditions, parameters)
            if len(places) < at_once:
                break
            before = places[-1]
            at_once = min(4 * at_once, _MOST_PLACES)
        last = rows[limit - 1] if len(rows) > limit else None
        next_cursor = f"{last['received_at'].isoformat()}|{last['batch_id']}" if last else None
        return RawBatchPage([_view(row) for row in rows[:limit]], next_cursor)

    def _places(self, conditions: list[str], parameters: dict[str, Any], *, before: Place, most: int) -> list[Place]:
        """Where copies of batches fit, newest first; a batch that fits is among them. Copies are not put together, so
        the engine stops at the last that is wanted, however many there are."""
        at, batch_id = before
        rows = self._database.rows(
            _fitting(conditions), parameters | {"before": at, "before_id": batch_id, "most": most}
        )
        return [(row["received_at"], row["batch_id"]) for row in rows]

    def _at(self, places: list[Place], conditions: list[str], parameters: dict[str, Any]) -> list[Row]:
        """The batches at these places, newest first, but for those of which only a replaced copy fits."""
        if not places:
            return []
        around = {"places": places, "newest": places[0][0], "oldest": places[-1][0]}
        return self._database.rows(_whole_at(conditions), parameters | around)

    def choices(self, organization_id: UUID, connection_id: UUID) -> BatchChoices:
        """What they can be narrowed to."""
        parameters = {"organization_id": organization_id, "connection_id": connection_id}
        return BatchChoices(**self._database.rows(_CHOICES, parameters)[0])

    def one(self, organization_id: UUID, batch_id: UUID) -> RawBatchView | None:
        """A raw batch without its body; None if the organization has none of this id."""
        rows = self._database.rows(_ONE, {"organization_id": organization_id, "batch_id": batch_id})
        return _view(rows[0]) if rows else None

    def whole(self, organization_id: UUID, batch_id: UUID) -> RawBatch | None:
        """A raw batch with its bytes as received; None if the organization has none of this id."""
        rows = self._database.bodies(_BODY, {"organization_id": organization_id, "batch_id": batch_id})
        return _raw(rows[0]) if rows else None

    def everything(self, *, at_once: int) -> Iterator[list[ReadBatch]]:
        """The raw batches of all organizations, for a replay: a few at a time, each once."""
        nobody = UUID(int=0)
        after = {
            "organization_id": nobody,
            "connection_id": nobody,
            "received_at": datetime(1970, 1, 1, tzinfo=UTC),
            "batch_id": nobody,
        }
        while rows := self._database.bodies(_AFTER, after | {"most": at_once}):
            yield [_read(row) for row in rows]
            after = {name: rows[-1][name] for name in after}

    def counts(self, organization_id: UUID) -> dict[UUID, int]:
        """How many raw batches each connection has."""
        rows = self._database.rows(_COUNT, {"organization_id": organization_id})
        return {row["connection_id"]: row["batches"] for row in rows}

    def pulses(self, organization_id: UUID, now: datetime) -> list[Pulse]:
        """How each connection that heard of a sender within a day is fed."""
        # Whole minutes, so that the oldest of the sixty is not a part of one.
        begun = now.replace(second=0, microsecond=0)
        parameters = {
            "organization_id": organization_id,
            "now": now,
            "hour": begun - timedelta(minutes=MINUTES - 1, microseconds=1),
            "day": now - timedelta(days=1),
        }
        return [
            Pulse(
                row["connection_id"],
                [row["ago"].get(minutes, 0) for minutes in reversed(range(MINUTES))],
                row["keys"],
                row["client_versions"],
                row["programs"],
            )
            for row in self._database.rows(_PULSES, parameters)
        ]

    def line_items(self, organization_id: UUID, ids: list[UUID], *, first: date, last: date) -> dict[UUID, FirstRecord]:
        """Those of these line items that are booked, used on these UTC days, by their ids."""
        parameters = {"organization_id": organization_id, "ids": ids, "first": first, "last": last}
        rows = self._database.rows(_LINE_ITEMS, parameters) if ids else []
        return {row["id"]: FirstRecord(row["batch_id"], row["position"]) for row in rows}


def _fitting(conditions: list[str]) -> str:
    return f"""
SELECT received_at, batch_id
FROM raw_batches
WHERE {" AND ".join([*conditions, _NOT_AFTER, _BEFORE])}
{_NEWEST_FIRST}
LIMIT {{most:UInt32}}"""


def _whole_at(conditions: list[str]) -> str:
    """Places are looked for before copies are put together, for which all else would be read that lies around them."""
    return f"""
SELECT {_VIEW}
FROM raw_batches FINAL
PREWHERE {_OF_CONNECTION}
  AND received_at BETWEEN {{oldest:DateTime64(6, 'UTC')}} AND {{newest:DateTime64(6, 'UTC')}}
  AND (received_at, batch_id) IN {{places:Array(Tuple(DateTime64(6, 'UTC'), UUID))}}
WHERE {" AND ".join(conditions)}
{_NEWEST_FIRST}"""


def _read_cursor(text: str) -> Place:
    at, _, batch_id = text.partition("|")
    try:
        return datetime.fromisoformat(at), UUID(batch_id)
    except ValueError:
        raise InvalidInput(f"The cursor {text!r} is not one that this API gave: use meta.next_cursor.") from None


def _view(row: Row) -> RawBatchView:
    return RawBatchView(
        id=row["batch_id"],
        received_at=row["received_at"],
        signal=row["signal"],
        content_type=row["encoding"],
        content_encoding=row["content_encoding"],
        size_bytes=row["size"],
        records=row["records"],
        usage=row["usage"],
        activity=row["activity"],
        client_versions=row["client_versions"],
        set_aside=msgspec.json.decode(row["set_aside"], type=list[SetAside]),
        removed=msgspec.json.decode(row["removed"], type=list[Removed]),
        key_prefix=row["key_prefix"],
        user_agent=row["user_agent"],
        digest=row["digest"],
    )


def _read(row: Row) -> ReadBatch:
    """The same, with what was found in it."""
    return ReadBatch(
        _raw(row),
        row["records"],
        msgspec.json.decode(row["set_aside"], type=tuple[SetAside, ...]),
        usage=row["usage"],
        activity=row["activity"],
        client_versions=tuple(version.decode() for version in row["client_versions"]),
    )


def _raw(row: Row) -> RawBatch:
    """A row whose texts are bytes."""
    texts = {
        name: value.decode() if isinstance(value, bytes) else value for name, value in row.items() if name != "body"
    }
    parts = {"removed": msgspec.json.decode(texts["removed"]), "body": unpacked(row["body"])}
    return msgspec.convert(texts | parts, RawBatch, builtin_types=(bytes, datetime, UUID))
