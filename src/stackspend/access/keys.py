"""An API key as the catalog keeps it, and how its secret is read off a request."""

import re
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.errors import Unauthenticated

KeyState = Literal["active", "revoked", "expired"]

# Claude Code does not decode header values, so the spelling that the OpenTelemetry specification advises for
# OTEL_EXPORTER_OTLP_HEADERS arrives with its "%20" as it stands (seen on 2.0.42 to 2.1.330).
_BEARER = re.compile(r"bearer(?:\s|%20)+(?P<secret>\S+)", re.IGNORECASE)


class ApiKey(msgspec.Struct, frozen=True, kw_only=True):
    """One key. `connection_id` is the only provider that it may send to; `None` is any of the organization.

    `created_by` is the e-mail of the member who made it, `None` when the command line did.
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

    def state(self, now: datetime) -> KeyState:
        """Revoked outlasts expired; a key expires at its instant, not after it."""
        if self.revoked_at is not None:
            return "revoked"
        if self.expires_at is not None and self.expires_at <= now:
            return "expired"
        return "active"


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
