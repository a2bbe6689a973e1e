"""Domain values as rows of the ledger's tables."""

from uuid import UUID

import msgspec
import zstandard

from stackspend.ledger.activity import Activity
from stackspend.ledger.line_item import LineItem
from stackspend.ledger.link import Link
from stackspend.ledger.observation import Observation, Usage
from stackspend.ledger.raw_batch import ReadBatch
from stackspend.store.ledger.database import Row

_LIGHTLY = 1
_STATEMENT = msgspec.json.Decoder(Observation)
_STATED = msgspec.json.Decoder(Usage)


def batch_row(read: ReadBatch) -> Row:
    """A row of raw_batches."""
    raw = read.raw
    return {
        "organization_id": raw.organization_id,
        "connection_id": raw.connection_id,
        "received_at": raw.received_at,
        "batch_id": raw.batch_id,
        "signal": raw.signal.value,
        "encoding": raw.encoding.value,
        "content_encoding": raw.content_encoding,
        "key_id": raw.key_id,
        "key_prefix": raw.key_prefix,
        "user_agent": raw.user_agent,
        "digest": raw.digest,
        "records": read.records,
        "set_aside": msgspec.json.encode(read.set_aside).decode(),
        "size": len(raw.body),
        "body": packed(raw.body),
    }


def packed(body: bytes) -> bytes:
    """A body as it is stored: zstd, lightly."""
    return zstandard.ZstdCompressor(level=_LIGHTLY).compress(body)


def unpacked(stored: bytes) -> bytes:
    """The body as it was received."""
    return zstandard.ZstdDecompressor().decompress(stored)


def observation_row(organization_id: UUID, seen: Observation) -> Row:
    """A row of observations; `statement` has all of it."""
    usage, sighting, point = seen.usage, seen.sighting, seen.point
    return {
        "organization_id": organization_id,
        "session": seen.group.session,
        "model": seen.group.model,
        "identity": seen.identity,
        "batch_id": sighting.batch_id,
        "position": sighting.position,
        "connection_id": sighting.connection_id,
        "received_at": sighting.received_at,
        "evidence": seen.evidence,
        "source": seen.source,
        "client_version": seen.context.client_version,
        "time": seen.time,
        "dated_by_arrival": seen.dated_by_arrival,
        "series": point.series if point else None,
        "time_ns": point.time_ns if point else 0,
        "cumulative": bool(point and point.cumulative),
        "cost": usage.cost,
        "input": usage.input,
        "output": usage.output,
        "cache_read": usage.cache_read,
        "cache_creation": usage.cache_creation,
        "statement": msgspec.json.encode(seen).decode(),
    }


def observation_of(statement: str) -> Observation:
    """The observation of a row."""
    return _STATEMENT.decode(statement)


def line_item_row(item: LineItem) -> Row:
    """A row of line_items."""
    who, context, usage = item.who, item.context, item.usage
    return {
        "organization_id": item.organization_id,
        "usage_date": item.usage_date,
        "id": item.id,
        "version": item.version,
        "state": item.state,
        "identity": item.identity,
        "usage_time": item.usage_time,
        "connection_id": item.connection_id,
        "key_id": item.key_id,
        "provider_type": item.provider_type,
        "source": item.source,
        "evidence": item.evidence,
        "group_session": item.group_session,
        "session_id": item.session_id,
        "model": item.model,
        "user": who.name,
        "user_email": who.email,
        "user_declared": who.declared,
        "enduser_id": who.enduser_id,
        "account_uuid": who.account_uuid,
        "account_id": who.account_id,
        "user_id": who.user_id,
        **msgspec.structs.asdict(context),
        "tags": item.tags,
        "reported_cost": usage.cost,
        "cost_from_metrics": item.cost_from_metrics,
        "list_cost": item.list_cost,
        "list_price": item.list_price,
        "unpriced": item.unpriced,
        "assumptions": item.assumptions,
        "input": usage.input,
        "output": usage.output,
        "cache_read": usage.cache_read,
        "cache_creation": usage.cache_creation,
        "cache_creation_5m": usage.cache_creation_5m,
        "cache_creation_1h": usage.cache_creation_1h,
        "stated": msgspec.json.encode(item.stated).decode(),
        "request_id": item.request_id,
        "trace_id": item.trace_id,
        "batch_id": item.batch_id,
        "position": item.position,
        "received_at": item.received_at,
        "dated_by_arrival": item.dated_by_arrival,
    }


def stated_of(text: str) -> Usage:
    """The `stated` column of a line item."""
    return _STATED.decode(text)


def activity_row(organization_id: UUID, counted: Activity) -> Row:
    """A row of activity."""
    return {
        "organization_id": organization_id,
        "identity": counted.identity,
        "rank": counted.rank,
        "kind": counted.kind,
        "value": counted.value,
        "time": counted.time,
        "connection_id": counted.sighting.connection_id,
        "source": counted.source,
        "session_id": counted.session_id,
        "model": counted.model,
        "label": counted.label,
        "user": counted.who.name,
        "user_email": counted.who.email,
        "account_uuid": counted.who.account_uuid,
        "account_id": counted.who.account_id,
        "user_id": counted.who.user_id,
        "batch_id": counted.sighting.batch_id,
        "received_at": counted.sighting.received_at,
    }


def link_row(organization_id: UUID, link: Link) -> Row:
    """A row of links."""
    return {"organization_id": organization_id, "kind": link.kind, "key": link.key, "name": link.name}
