"""What one record of one export said about usage.

The same usage is usually observed two or three times (event, metric, span) and may be sent again; `identity` is equal
exactly when two observations are the same statement, however and how often they arrive.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import blake2b
from typing import Any
from uuid import UUID

import msgspec

LONG_CONTEXT = "[1m]"
"""A suffix that the client adds to a model's name on some signals only; it is the same model."""


_canonical = msgspec.json.Encoder(order="deterministic").encode
_as_uuid = msgspec.convert  # a fifth of the time that UUID(bytes=…) takes, at two ids a record


class Evidence(StrEnum):
    """Which signal said it."""

    EVENT = "event"
    METRIC = "metric"
    SPAN = "span"


class Usage(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Quantities: USD as Decimal, tokens as int; None is "not said", which is not zero.

    `cache_creation` includes its parts of five minutes and one hour, where the client splits them.
    """

    cost: Decimal | None = None
    input: int | None = None
    output: int | None = None
    cache_read: int | None = None
    cache_creation: int | None = None
    cache_creation_5m: int | None = None
    cache_creation_1h: int | None = None


def usage_of(quantities: Mapping[str, Any]) -> Usage:
    """A usage from names and amounts; what is not named was not said."""
    return Usage(**quantities)


TOKEN_KINDS = ("input", "output", "cache_read", "cache_creation")


class Identity(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Who, as stated; any may be missing. `declared`: the name came from resource attributes that a user can set."""

    email: str | None = None
    declared: bool = False
    enduser_id: str | None = None
    account_uuid: str | None = None
    account_id: str | None = None
    user_id: str | None = None

    @property
    def name(self) -> str | None:
        """The first of e-mail (case folded), end user, account UUID, account id and user id that is stated."""
        folded = self.email.casefold() if self.email else None
        return folded or self.enduser_id or self.account_uuid or self.account_id or self.user_id


class Context(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What the usage was for. `query_source` is in the one vocabulary of `sources.vocabulary`."""

    query_source: str | None = None
    query_source_detail: str | None = None
    skill: str | None = None
    plugin: str | None = None
    marketplace: str | None = None
    agent: str | None = None
    mcp_server: str | None = None
    mcp_tool: str | None = None
    effort: str | None = None
    speed: str | None = None
    terminal: str | None = None
    client_version: str | None = None
    claude_organization: str | None = None
    plan: str | None = None


class Sighting(msgspec.Struct, frozen=True, gc=False):
    """Where and when an observation arrived: raw batch, connection, API key, and the record's place in the batch."""

    batch_id: UUID
    connection_id: UUID
    key_id: UUID | None
    received_at: datetime
    position: int


class Point(msgspec.Struct, frozen=True, gc=False):
    """The place of a metric data point in its stream (OTLP metrics data model).

    `series` names stream and start, `cell` the attributes without the token kind, so that the cost point and the token
    points of one collection meet in one cell. Times in nanoseconds, as sent.
    """

    series: UUID
    cell: UUID
    start_ns: int
    time_ns: int
    cumulative: bool


class Group(msgspec.Struct, frozen=True, order=True, gc=False):
    """The unit in which events, metrics and spans are compared: one session and one model.

    `session` is the session id; without one `~` and the stated name of the user, or `^` and a trace id. `model` has no
    long-context suffix; empty if none was said.
    """

    session: str
    model: str


class Observation(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One statement about usage, and the sighting of it. `time` is aware UTC; `dated_by_arrival` says that the
    stated time was missing or in the future, so that `time` is the time of arrival. `model` is as stated."""

    evidence: Evidence
    identity: UUID
    group: Group
    source: str
    session_id: str | None
    model: str | None
    time: datetime
    dated_by_arrival: bool
    usage: Usage
    who: Identity
    context: Context
    tags: dict[str, str]
    sighting: Sighting
    request_id: str | None = None
    trace_id: str | None = None
    point: Point | None = None

    @property
    def is_settled(self) -> bool:
        """Whether it is booked as it is, whatever else comes to be known: an event that states its cost."""
        return self.evidence is Evidence.EVENT and self.usage.cost is not None


def group_of(session_id: str | None, model: str | None, who: Identity) -> Group:
    """The group of an observation of a client; sessions without an id are grouped by identity."""
    return Group(session_id or f"~{who.name or ''}", (model or "").removesuffix(LONG_CONTEXT))


def identity_hash(*parts: object) -> UUID:
    """A deterministic identity of the parts, the same on every node and in every replay."""
    return _as_uuid(blake2b(_canonical(parts), digest_size=16).digest(), UUID)
