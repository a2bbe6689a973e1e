"""Domain values as rows of the ledger's tables, column by column; line items have a module of their own."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any
from uuid import UUID

import msgspec
import zstandard

from stackspend.ledger.activity import Activity
from stackspend.ledger.link import Link
from stackspend.ledger.observation import Observation
from stackspend.ledger.raw_batch import ReadBatch
from stackspend.store.ledger.native import (
    Column,
    amounts,
    flags,
    identifiers,
    instants,
    lists,
    optional_identifiers,
    optional_texts,
    optional_whole_numbers,
    repeated_texts,
    texts,
    whole_numbers,
    words,
)

_LIGHTLY = 1
_STATEMENT = msgspec.json.Decoder(Observation)
_ACTIVITY_PLACES = 18
_COUNTS = ("input", "output", "cache_read", "cache_creation")


def each(name: str, values: Iterable[Any]) -> list[Any]:
    """The attribute of each value; dots lead into what an attribute holds."""
    return list(map(attrgetter(name), values))


def batch_columns(batches: Sequence[ReadBatch]) -> list[Column]:
    """Columns of raw_batches."""
    raws = each("raw", batches)
    bodies = each("body", raws)
    compressor = zstandard.ZstdCompressor(level=_LIGHTLY)
    return [
        identifiers("organization_id", each("organization_id", raws)),
        identifiers("connection_id", each("connection_id", raws)),
        instants("received_at", each("received_at", raws)),
        identifiers("batch_id", each("batch_id", raws)),
        words("signal", each("signal", raws)),
        words("encoding", each("encoding", raws)),
        words("content_encoding", each("content_encoding", raws)),
        optional_identifiers("key_id", each("key_id", raws)),
        words("key_prefix", each("key_prefix", raws)),
        words("user_agent", each("user_agent", raws)),
        texts("digest", each("digest", raws)),
        whole_numbers("records", each("records", batches)),
        optional_whole_numbers("usage", each("usage", batches)),
        optional_whole_numbers("activity", each("activity", batches)),
        lists("client_versions", each("client_versions", batches)),
        texts("set_aside", map(msgspec.json.encode, each("set_aside", batches))),
        texts("removed", map(msgspec.json.encode, each("removed", raws))),
        whole_numbers("size", map(len, bodies)),
        texts("body", map(compressor.compress, bodies)),
    ]


def unpacked(stored: bytes) -> bytes:
    """The body as it was received."""
    return zstandard.ZstdDecompressor().decompress(stored)


def observation_columns(organization_id: UUID, observations: Sequence[Observation]) -> list[Column]:
    """Columns of observations; `statement` has all of each."""
    groups, usages = each("group", observations), each("usage", observations)
    sightings, points = each("sighting", observations), each("point", observations)
    return [
        identifiers("organization_id", [organization_id] * len(observations)),
        repeated_texts("session", each("session", groups)),
        words("model", each("model", groups)),
        identifiers("identity", each("identity", observations)),
        identifiers("batch_id", each("batch_id", sightings)),
        whole_numbers("position", each("position", sightings)),
        identifiers("connection_id", each("connection_id", sightings)),
        instants("received_at", each("received_at", sightings)),
        words("evidence", each("evidence", observations)),
        words("source", each("source", observations)),
        words("client_version", each("context.client_version", observations)),
        instants("time", each("time", observations)),
        flags("dated_by_arrival", each("dated_by_arrival", observations)),
        optional_identifiers("series", [point.series if point else None for point in points]),
        whole_numbers("time_ns", [point.time_ns if point else 0 for point in points]),
        flags("cumulative", [bool(point and point.cumulative) for point in points]),
        amounts("cost", each("cost", usages)),
        *(optional_whole_numbers(kind, each(kind, usages)) for kind in _COUNTS),
        texts("statement", map(msgspec.json.encode, observations)),
    ]


def observation_of(statement: str) -> Observation:
    """The observation of a row."""
    return _STATEMENT.decode(statement)


def activity_columns(organization_id: UUID, activity: Sequence[Activity]) -> list[Column]:
    """Columns of activity."""
    who, sightings = each("who", activity), each("sighting", activity)
    return [
        identifiers("organization_id", [organization_id] * len(activity)),
        identifiers("identity", each("identity", activity)),
        whole_numbers("rank", each("rank", activity)),
        words("kind", each("kind", activity)),
        amounts("value", each("value", activity), places=_ACTIVITY_PLACES),
        instants("time", each("time", activity)),
        identifiers("connection_id", each("connection_id", sightings)),
        words("source", each("source", activity)),
        optional_texts("session_id", each("session_id", activity)),
        words("model", each("model", activity)),
        words("label", each("label", activity)),
        words("user", each("name", who)),
        words("user_email", each("email", who)),
        words("account_uuid", each("account_uuid", who)),
        words("account_id", each("account_id", who)),
        words("user_id", each("user_id", who)),
        identifiers("batch_id", each("batch_id", sightings)),
        instants("received_at", each("received_at", sightings)),
    ]


def link_columns(organization_id: UUID, links: Sequence[Link]) -> list[Column]:
    """Columns of links."""
    return [
        identifiers("organization_id", [organization_id] * len(links)),
        words("kind", each("kind", links)),
        texts("key", each("key", links)),
        texts("name", each("name", links)),
    ]
