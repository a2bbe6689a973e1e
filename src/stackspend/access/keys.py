"""An API key as the catalog keeps it, and how its secret is read off a request."""

import re
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.access.scopes import ADMIN
from stackspend.access.senders import Sender
from stackspend.errors import Unauthenticated

KeyState = Literal["active", "revoked", "expired"]

# Claude Code does not decode header values, so the spelling that the OpenTelemetry specification advises for
# OTEL_EXPORTER_OTLP_HEADERS arrives with its "%20" as it stands (seen on 2.0.42 to 2.1.330).
_BEARER = re.compile(r"bearer(?:\s|%20)+(?P<secret>\S+)", re.IGNORECASE)


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What everything that a key sends belongs to: a team, a project (a product is one), both, or nothing.

    A stamp never changes, so usage that is booked again is stamped the same.
    """

    team: str | None = None
    project: str | None = None


NO_STAMP = Stamp()
EXPIRY_WARNED_AT = (14, 7, 1)  # days before the end


class Attention(msgspec.Struct, frozen=True):
    """What an owner should do about a key before it ends: `days` is the latest step of EXPIRY_WARNED_AT reached."""

    days: int
    message: str


class ApiKey(msgspec.Struct, frozen=True, kw_only=True):
    """One key. `connection_id` is the only provider that it may send to; `None` is any of the organization.

    `created_by` is the e-mail of the member who made it, or the name of the key that did; `None` when the command line
    did. `last_sender` is who used it last. A key that was rotated has a successor.
    """

    id: UUID
    organization_id: UUID
    name: str
    prefix: str
    scopes: frozenset[str]
    connection_id: UUID | None
    created_at: datetime
    created_by: str | None
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    last_sender: Sender | None = None
    stamp: Stamp = NO_STAMP
    predecessor_id: UUID | None = None
    successor_id: UUID | None = None

    def state(self, now: datetime) -> KeyState:
        """Revoked outlasts expired; a key expires at its instant, not after it."""
        if self.revoked_at is not None:
            return "revoked"
        if self.expires_at is not None and self.expires_at <= now:
            return "expired"
        return "active"

    def grants(self, scope: str) -> bool:
        """Whether the key may do what needs this scope; the scope `admin` stands for all of them."""
        return scope in self.scopes or ADMIN in self.scopes

    def attention(self, now: datetime) -> Attention | None:
        """The warning of an active key that expires soon."""
        if self.expires_at is None or self.state(now) != "active":
            return None
        left = self.expires_at - now
        reached = [days for days in EXPIRY_WARNED_AT if left <= timedelta(days=days)]
        if not reached:
            return None
        cure = "put its successor in its place" if self.successor_id else "rotate it before then"
        return Attention(reached[-1], f"Expires on {self.expires_at:%Y-%m-%d at %H:%M} UTC: {cure}.")


def mint() -> str:
    """The secret of a new key."""
    return credential.mint(Kind.API_KEY)


def is_well_formed(secret: str) -> bool:
    """Whether the checksum is right; tells a mistyped key without asking any store."""
    return credential.is_well_formed(secret, Kind.API_KEY)


def shown_prefix(secret: str) -> str:
    """What stays visible of a key: `ss_live_Ab3x`."""
    return credential.shown_prefix(secret, Kind.API_KEY)


def read_secret(authorization: str | None, x_api_key: str | None) -> str:
    """The well-formed secret that a request carries. Raises `Unauthenticated` for none, and for one whose checksum is
    wrong: no store need be asked about that one."""
    secret = read_bearer(authorization, x_api_key)
    if not is_well_formed(secret):
        raise Unauthenticated("The API key is malformed: check that all of it was copied (ss_live_…).")
    return secret


def read_bearer(authorization: str | None, x_api_key: str | None) -> str:
    """The secret that a request carries in `Authorization: Bearer …` or, without that, in `X-API-Key`.

    Raises `Unauthenticated` when it carries none, or none that is written so. The secret itself is not checked here.
    """
    bearer = _BEARER.fullmatch(authorization.strip()) if authorization else None
    if bearer:
        return bearer["secret"]
    if x_api_key and x_api_key.strip():
        return x_api_key.strip()
    if authorization:
        raise Unauthenticated('The Authorization header holds no bearer key; write "Authorization: Bearer ss_live_…".')
    raise Unauthenticated('The request carries no API key; send "Authorization: Bearer ss_live_…" or "X-API-Key".')
