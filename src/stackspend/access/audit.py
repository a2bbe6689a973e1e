"""The audit: one entry for every change and sign-in, written with the change and never altered.

`Action` is the list of what can be entered. An entry is for people to read later: names are kept as they were, and of
secrets nothing is kept at all, not even a digest.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

import msgspec

from stackspend.actor import Actor

MOST_LISTED = 200
# Credentials and what is derived from them; an entry never has a field of such a name.
_SECRETS = frozenset({"secret", "digest", "password", "password_hash", "totp_secret", "token", "cookie"})

Fields = Mapping[str, Any]


class Action(StrEnum):
    """What happened: the thing, a dot, and what became of it."""

    ORGANIZATION_CREATED = "organization.created"
    ORGANIZATION_CHANGED = "organization.changed"
    MEMBER_CREATED = "member.created"
    MEMBER_CHANGED = "member.changed"
    MEMBER_REMOVED = "member.removed"
    INVITATION_CREATED = "invitation.created"
    INVITATION_RENEWED = "invitation.renewed"
    INVITATION_REVOKED = "invitation.revoked"
    INVITATION_ACCEPTED = "invitation.accepted"
    ACCOUNT_RENAMED = "account.renamed"
    ACCOUNT_RESET = "account.reset"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 - the name of an action
    PASSWORD_RESET_ASKED = "password.reset_asked"  # noqa: S105 - the name of an action
    CODES_TURNED_ON = "one_time_codes.turned_on"
    CODES_TURNED_OFF = "one_time_codes.turned_off"
    RECOVERY_CODE_USED = "recovery_code.used"
    IDENTITY_LINKED = "identity.linked"
    IDENTITY_UNLINKED = "identity.unlinked"
    SESSION_ENDED = "session.ended"
    SIGN_IN_LINK_CREATED = "sign_in_link.created"
    SIGNED_IN = "sign_in.succeeded"
    SIGN_IN_FAILED = "sign_in.failed"
    SIGNED_OUT = "sign_in.ended"
    PROVIDER_CREATED = "provider.created"
    PROVIDER_CHANGED = "provider.changed"
    KEY_CREATED = "key.created"
    KEY_ROTATED = "key.rotated"
    KEY_REVOKED = "key.revoked"
    MAPPINGS_CHANGED = "mappings.changed"
    PRICES_CHANGED = "prices.changed"
    RETENTION_CHANGED = "retention.changed"
    RETENTION_APPLIED = "retention.applied"
    BUDGET_CREATED = "budget.created"
    BUDGET_CHANGED = "budget.changed"
    BUDGET_REMOVED = "budget.removed"
    ALERT_ACKNOWLEDGED = "alert.acknowledged"
    ALERT_RESOLVED = "alert.resolved"
    ALERT_CALLED_FALSE = "alert.called_false"
    ALERT_DISMISSED = "alert.dismissed"
    ALERT_CHANGED = "alert.changed"
    CHANNEL_CREATED = "channel.created"
    CHANNEL_CHANGED = "channel.changed"
    CHANNEL_REMOVED = "channel.removed"
    CHANNEL_SECRET_ROTATED = "channel.secret_rotated"  # noqa: S105 - a name, not a secret
    REPORTS_CHANGED = "reports.changed"
    VIEW_CREATED = "saved_view.created"
    VIEW_CHANGED = "saved_view.changed"
    VIEW_REMOVED = "saved_view.removed"
    SAMPLE_CREATED = "sample.created"
    SAMPLE_REMOVED = "sample.removed"


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. `before` and `after` hold the fields that differ; `None` stands for what did not or does not exist.

    `action` is text because an entry outlives the version of StackSpend that wrote it.
    """

    id: UUID
    organization_id: UUID
    at: datetime
    action: str
    by: Actor
    subject: str
    subject_id: str | None
    before: Fields | None
    after: Fields | None


class AuditFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries; `None` does not narrow. `since` is included and `until` is not."""

    action: str | None = None
    by: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class AuditPage(msgspec.Struct, frozen=True):
    """Entries, newest first; `next_cursor` is `None` on the last page."""

    entries: list[AuditEntry]
    next_cursor: str | None


@runtime_checkable  # Litestar checks what it injects
class AuditCatalog(Protocol):
    """What was entered; the changes themselves write the entries."""

    async def audit(
        self, organization_id: UUID, filters: AuditFilters, *, limit: int, cursor: str | None = None
    ) -> AuditPage:
        """A page of entries. Raises InvalidInput for a cursor that no earlier page gave."""

    async def audit_actors(self, organization_id: UUID) -> list[str]:
        """The names of all who are in the audit, in alphabetical order."""


def difference(before: Fields | None, after: Fields | None) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The fields that differ, as plain JSON: texts, numbers, lists no longer than `MOST_LISTED`.

    Raises ValueError for a field that is named like a secret: that is a bug where the change is made.
    """
    old, new = _plain(before), _plain(after)
    if old is None or new is None:
        return old, new
    differing = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return {name: old.get(name) for name in differing}, {name: new.get(name) for name in differing}


def _plain(fields: Fields | None) -> dict[str, Any] | None:
    if fields is None:
        return None
    secret = _SECRETS.intersection(fields)
    if secret:
        raise ValueError(f"The field {min(secret)} must not be in the audit.")
    return {name: _shortened(msgspec.to_builtins(value, str_keys=True)) for name, value in fields.items()}


def _shortened(value: Any) -> Any:
    if not isinstance(value, list) or len(value) <= MOST_LISTED:
        return value
    return [*value[:MOST_LISTED], f"… and {len(value) - MOST_LISTED} more"]
