"""An account: how a person proves who they are, by e-mail address, in every organization of this server alike."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

import msgspec

from stackspend.access.members import Membership
from stackspend.actor import Actor

RESET_LIFE = timedelta(hours=1)


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One person. Without a `password_hash` only a link or the identity provider signs in.

    `totp_secret` is `None` unless codes are asked for; `totp_step` is the step of the last code that was accepted.
    """

    email: str
    name: str | None = None
    password_hash: str | None = None
    password_set_at: datetime | None = None
    totp_secret: str | None = None
    totp_step: int | None = None
    recovery_codes_left: int = 0
    identities: tuple[str, ...] = ()


@runtime_checkable  # Litestar checks what it injects
class AccountCatalog(Protocol):
    """Accounts, by e-mail address. Each change is entered into the audit of every organization of the person."""

    async def account(self, email: str) -> Account:
        """The account; one without name, password and codes when nothing was ever kept of this person."""

    async def memberships(self, email: str) -> list[Membership]:
        """The organizations that the person is a member of, the one signed in to last first."""

    async def rename_account(self, email: str, name: str, *, by: Actor, at: datetime) -> None:
        """Keep what the person wants to be called."""

    async def set_password(self, email: str, password_hash: str, *, by: Actor, at: datetime) -> None:
        """Keep a new password, and end every session and every other way in that was open."""

    async def use_totp_step(self, email: str, step: int) -> bool:
        """Whether this step comes after the last accepted one, which it is from now on. Of equal uses one succeeds."""

    async def use_recovery_code(self, email: str, digest: bytes, *, by: Actor, at: datetime) -> bool:
        """Whether the person has this code unused, which it is not any more."""

    async def set_totp(
        self, email: str, secret: str | None, recovery_digests: Sequence[bytes], *, by: Actor, at: datetime
    ) -> None:
        """Ask for codes of this secret from now on, or with `None` for none. Old recovery codes are worth nothing."""

    async def reset_account(self, email: str, *, by: Actor, at: datetime) -> None:
        """Forget password, codes and identities, and end every session: for somebody who is locked out."""

    async def account_of_identity(self, issuer: str, subject: str) -> str | None:
        """The e-mail address of whom the identity provider means; `None` when nobody was linked to it."""

    async def link_identity(self, email: str, issuer: str, subject: str, *, by: Actor, at: datetime) -> None:
        """From now on the identity signs this person in. Raises `Conflict` when it signs in somebody else."""

    async def unlink_identities(self, email: str, *, by: Actor, at: datetime) -> None:
        """No identity signs this person in any more."""

    async def add_reset_link(self, email: str, digest: bytes, *, by: Actor, at: datetime) -> None:
        """Keep a new reset link; earlier ones open nothing from now on."""

    async def reset_link(self, digest: bytes, *, at: datetime) -> str | None:
        """The person whose link this is; `None` when it is unknown, used or expired."""

    async def use_reset_link(self, digest: bytes) -> bool:
        """Whether the link was there, which it is not any more. Of several that try at once one succeeds."""

    async def record_failed_sign_in(self, email: str, way: str, *, by: Actor, at: datetime) -> None:
        """Enter it into the audit of the person's organizations; of a stranger there is none."""
