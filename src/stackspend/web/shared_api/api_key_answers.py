"""The shapes of API keys, in both APIs."""

from datetime import datetime
from uuid import UUID

import msgspec

from stackspend.access import keys
from stackspend.access.keys import Attention, KeyState
from stackspend.access.minting import DEFAULT_OVERLAP, MintedKey, Rotation
from stackspend.access.senders import SeenSender
from stackspend.reports.key_use import KeyUser


class NewApiKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key to create; with a `connection_id` it can send to that provider only.

    `team` and `project` (a product is one) are stamped on everything that it sends.
    """

    name: str
    scopes: list[str]
    connection_id: UUID | None = None
    team: str | None = None
    project: str | None = None
    expires_in_days: int | None = None


class NewRotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For how many days the old key stays good beside the new one."""

    overlap_days: int = DEFAULT_OVERLAP


class ApiKey(msgspec.Struct, frozen=True, kw_only=True):
    """One API key, without its secret; `created_by` is null when the command line made it.

    The `last_used_` fields are null until it is used; `attention` is a warning that it expires soon.
    """

    id: UUID
    name: str
    prefix: str
    scopes: list[str]
    connection_id: UUID | None
    team: str | None
    project: str | None
    created_at: datetime
    created_by: str | None
    expires_at: datetime | None
    last_used_at: datetime | None
    last_used_agent: str | None
    last_used_network: str | None
    state: KeyState
    predecessor_id: UUID | None
    successor_id: UUID | None
    attention: Attention | None


class CreatedApiKey(msgspec.Struct, frozen=True, kw_only=True):
    """A new key with its secret, which is shown this once."""

    key: str
    api_key: ApiKey


class RotatedApiKey(msgspec.Struct, frozen=True, kw_only=True):
    """The successor with its secret, which is shown this once, and the key in whose place it comes."""

    key: str
    api_key: ApiKey
    predecessor: ApiKey


class KeySender(msgspec.Struct, frozen=True, kw_only=True):
    """Requests with a key that look alike: what they say they are, and the network that they come from."""

    user_agent: str | None
    network: str | None
    first_seen_at: datetime
    last_seen_at: datetime


class KeyUsers(msgspec.Struct, frozen=True, kw_only=True):
    """Who uses a key: its senders as the server saw them, and whose usage they sent as the telemetry says."""

    senders: list[KeySender]
    people: list[KeyUser]


def api_key_answer(key: keys.ApiKey, now: datetime) -> ApiKey:
    """A key as it is now."""
    return ApiKey(
        id=key.id,
        name=key.name,
        prefix=key.prefix,
        scopes=sorted(key.scopes),
        connection_id=key.connection_id,
        team=key.stamp.team,
        project=key.stamp.project,
        created_at=key.created_at,
        created_by=key.created_by,
        expires_at=key.expires_at,
        last_used_at=key.last_used_at,
        last_used_agent=key.last_sender.user_agent if key.last_sender else None,
        last_used_network=key.last_sender.network if key.last_sender else None,
        state=key.state(now),
        predecessor_id=key.predecessor_id,
        successor_id=key.successor_id,
        attention=key.attention(now),
    )


def created_answer(minted: MintedKey, key: keys.ApiKey, now: datetime) -> CreatedApiKey:
    """A key in the one answer that holds its secret."""
    return CreatedApiKey(key=minted.secret, api_key=api_key_answer(key, now))


def rotated_answer(minted: MintedKey, rotation: Rotation, now: datetime) -> RotatedApiKey:
    """A successor in the one answer that holds its secret."""
    return RotatedApiKey(
        key=minted.secret,
        api_key=api_key_answer(rotation.successor, now),
        predecessor=api_key_answer(rotation.predecessor, now),
    )


def sender_answer(seen: SeenSender) -> KeySender:
    """A sender of a key."""
    return KeySender(
        user_agent=seen.sender.user_agent,
        network=seen.sender.network,
        first_seen_at=seen.first_seen_at,
        last_seen_at=seen.last_seen_at,
    )
