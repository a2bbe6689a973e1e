"""Raw batches: the list of one connection, and one with its bytes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from stackspend.errors import InvalidInput
from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.export import SetAside
from stackspend.otlp.removal import Removed
from stackspend.reports.answer import RawBatchPage, RawBatchView
from stackspend.store.ledger.database import LedgerDatabase, Row
from stackspend.store.ledger.rows import unpacked

_VIEW = """batch_id, received_at, signal, encoding, content_encoding, size, records, set_aside, removed, key_prefix,
    user_agent, digest"""
_LIST = f"""
SELECT {_VIEW}
FROM raw_batches FINAL
WHERE organization_id = {{organization_id:UUID}} AND connection_id = {{connection_id:UUID}}
  AND (received_at, batch_id) < ({{before:DateTime64(6, 'UTC')}}, {{before_id:UUID}})
ORDER BY received_at DESC, batch_id DESC
LIMIT {{most:UInt32}}"""
_ONE = f"""
SELECT {_VIEW}
FROM raw_batches FINAL
WHERE organization_id = {{organization_id:UUID}} AND batch_id = {{batch_id:UUID}}"""
_WHOLE = """
SELECT organization_id, connection_id, batch_id, received_at, signal, encoding, content_encoding, key_id, key_prefix,
    user_agent, removed, body
FROM raw_batches FINAL"""
_BODY = f"{_WHOLE} WHERE organization_id = {{organization_id:UUID}} AND batch_id = {{batch_id:UUID}}"
_AFTER = f"""{_WHOLE}
WHERE (organization_id, connection_id, received_at, batch_id) >
    ({{organization_id:UUID}}, {{connection_id:UUID}}, {{received_at:DateTime64(6, 'UTC')}}, {{batch_id:UUID}})
ORDER BY organization_id, connection_id, received_at, batch_id
LIMIT {{most:UInt32}}"""
_COUNT = """
SELECT connection_id, uniqExact(batch_id) AS batches
FROM raw_batches
WHERE organization_id = {organization_id:UUID}
GROUP BY connection_id"""
_END = (datetime(2299, 1, 1), UUID(int=2**128 - 1))  # noqa: DTZ001 - the parameter is typed UTC


class RawBatches:
    """The questions about what was received."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def page(
        self, organization_id: UUID, connection_id: UUID, *, limit: int, cursor: str | None = None
    ) -> RawBatchPage:
        """The raw batches of a connection, newest first."""
        before, before_id = _read_cursor(cursor) if cursor else _END
        parameters = {
            "organization_id": organization_id,
            "connection_id": connection_id,
            "before": before,
            "before_id": before_id,
            "most": limit + 1,
        }
        rows = self._database.rows(_LIST, parameters)
        last = rows[limit - 1] if len(rows) > limit else None
        next_cursor = f"{last['received_at'].isoformat()}|{last['batch_id']}" if last else None
        return RawBatchPage([_view(row) for row in rows[:limit]], next_cursor)

    def one(self, organization_id: UUID, batch_id: UUID) -> RawBatchView | None:
        """A raw batch without its body; None if the organization has none of this id."""
        rows = self._database.rows(_ONE, {"organization_id": organization_id, "batch_id": batch_id})
        return _view(rows[0]) if rows else None

    def whole(self, organization_id: UUID, batch_id: UUID) -> RawBatch | None:
        """A raw batch with its bytes as received; None if the organization has none of this id."""
        rows = self._database.bodies(_BODY, {"organization_id": organization_id, "batch_id": batch_id})
        return _raw(rows[0]) if rows else None

    def everything(self, *, at_once: int) -> Iterator[list[RawBatch]]:
        """The raw batches of all organizations, for a replay: a few at a time, each once."""
        nobody = UUID(int=0)
        after = {
            "organization_id": nobody,
            "connection_id": nobody,
            "received_at": datetime(1970, 1, 1, tzinfo=UTC),
            "batch_id": nobody,
        }
        while rows := self._database.bodies(_AFTER, after | {"most": at_once}):
            yield [_raw(row) for row in rows]
            after = {name: rows[-1][name] for name in after}

    def counts(self, organization_id: UUID) -> dict[UUID, int]:
        """How many raw batches each connection has."""
        rows = self._database.rows(_COUNT, {"organization_id": organization_id})
        return {row["connection_id"]: row["batches"] for row in rows}


def _read_cursor(text: str) -> tuple[datetime, UUID]:
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
        set_aside=msgspec.json.decode(row["set_aside"], type=list[SetAside]),
        removed=msgspec.json.decode(row["removed"], type=list[Removed]),
        key_prefix=row["key_prefix"],
        user_agent=row["user_agent"],
        digest=row["digest"],
    )


def _raw(row: Row) -> RawBatch:
    """A row whose texts are bytes."""
    texts = {
        name: value.decode() if isinstance(value, bytes) else value for name, value in row.items() if name != "body"
    }
    parts = {"removed": msgspec.json.decode(texts["removed"]), "body": unpacked(row["body"])}
    return msgspec.convert(texts | parts, RawBatch, builtin_types=(bytes, datetime, UUID))
