"""What a new key may be: its name, scopes, provider, stamp and end; and what a key may make of other keys."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from stackspend.access import credential, keys
from stackspend.access.keys import NO_STAMP, ApiKey, Stamp
from stackspend.access.names import read_name
from stackspend.access.scopes import ADMIN, USAGE_WRITE, read_scopes
from stackspend.errors import InvalidInput, InvalidScope

LONGEST_LIFE = 3_650  # days
DEFAULT_OVERLAP = 7
LONGEST_OVERLAP = 90


class NewKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that is about to be stored: everything but its secret."""

    name: str
    prefix: str
    digest: bytes
    scopes: frozenset[str]
    connection_id: UUID | None = None
    stamp: Stamp = NO_STAMP
    expires_at: datetime | None = None


class MintedKey(msgspec.Struct, frozen=True):
    """A key with its secret, in the one moment when both are known."""

    secret: str
    key: NewKey


class Rotation(msgspec.Struct, frozen=True):
    """A key that was replaced and is good for a while yet, and the key in its place."""

    predecessor: ApiKey
    successor: ApiKey


def mint_key(
    name: str,
    scopes: frozenset[str],
    *,
    connection_id: UUID | None = None,
    stamp: Stamp = NO_STAMP,
    expires_at: datetime | None = None,
) -> MintedKey:
    """A new key, not stored yet."""
    secret = keys.mint()
    key = NewKey(
        name=name,
        prefix=keys.shown_prefix(secret),
        digest=credential.digest(secret),
        scopes=scopes,
        connection_id=connection_id,
        stamp=stamp,
        expires_at=expires_at,
    )
    return MintedKey(secret, key)


def read_new_key(
    name: str,
    scopes: list[str],
    *,
    connection_id: UUID | None,
    team: str | None,
    project: str | None,
    expires_in_days: int | None,
    now: datetime,
) -> MintedKey:
    """A new key as somebody asked for it. Raises `InvalidInput`."""
    wanted = read_scopes(scopes)
    stamp = Stamp(team=_read_stamped("team", team), project=_read_stamped("project", project))
    if stamp != NO_STAMP and not wanted & {USAGE_WRITE, ADMIN}:
        raise InvalidInput(f"A stamp is for keys that send telemetry; this one has not the scope {USAGE_WRITE}.")
    if expires_in_days is not None and not 1 <= expires_in_days <= LONGEST_LIFE:
        raise InvalidInput(f"expires_in_days is {expires_in_days}, and must be from 1 to {LONGEST_LIFE:,}.")
    expires_at = None if expires_in_days is None else now + timedelta(days=expires_in_days)
    return mint_key(
        read_name(name, of="the key"), wanted, connection_id=connection_id, stamp=stamp, expires_at=expires_at
    )


def successor_of(key: ApiKey, now: datetime) -> MintedKey:
    """A key in the place of another: the same but for its secret. It lives as long as the other was meant to live."""
    life = None if key.expires_at is None else key.expires_at - key.created_at
    return mint_key(
        key.name,
        key.scopes,
        connection_id=key.connection_id,
        stamp=key.stamp,
        expires_at=None if life is None else now + life,
    )


def read_overlap(days: int) -> timedelta:
    """For how long a rotated key stays good. Raises `InvalidInput`."""
    if not 0 <= days <= LONGEST_OVERLAP:
        raise InvalidInput(f"overlap_days is {days}, and must be from 0 to {LONGEST_OVERLAP}.")
    return timedelta(days=days)


def within(minter: ApiKey, wanted: NewKey) -> NewKey:
    """The key that `minter` may make when `wanted` is asked for: what it leaves open is as the minter is bound.

    Raises `InvalidScope` for more than the minter may do itself: a scope that it lacks, another provider or stamp than
    its own, a later end.
    """
    lacking = sorted(scope for scope in wanted.scopes if not minter.grants(scope))
    if lacking:
        raise InvalidScope(f"The API key {minter.prefix}… cannot make a key with {lacking[0]}, which it lacks itself.")
    made = msgspec.structs.replace(
        wanted,
        connection_id=wanted.connection_id or minter.connection_id,
        stamp=minter.stamp if wanted.stamp == NO_STAMP else wanted.stamp,
        expires_at=wanted.expires_at or minter.expires_at,
    )
    if minter.connection_id not in {None, made.connection_id}:
        raise InvalidScope(f"The API key {minter.prefix}… is bound to one provider and makes keys for that one only.")
    if minter.stamp not in {NO_STAMP, made.stamp}:
        raise InvalidScope(f"The API key {minter.prefix}… is stamped and makes keys with the same stamp only.")
    if minter.expires_at is not None and made.expires_at is not None and made.expires_at > minter.expires_at:
        raise InvalidScope(f"The API key {minter.prefix}… cannot make a key that outlives it.")
    return made


def manages(manager: ApiKey, key: ApiKey) -> bool:
    """Whether a key may see, rotate and revoke another: whether that may do nothing that it may not do itself."""
    return (
        all(manager.grants(scope) for scope in key.scopes)
        and manager.connection_id in {None, key.connection_id}
        and manager.stamp in {NO_STAMP, key.stamp}
    )


def _read_stamped(name: str, text: str | None) -> str | None:
    return read_name(text, of=f"the {name}") if text and text.strip() else None
