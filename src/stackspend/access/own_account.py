"""Change how one proves who one is: the password and the one-time codes, after proving it once more.

A browser that somebody left open is thereby not enough to take an account over. Every such change ends the person's
other sessions, and gives this browser a new one.
"""

from datetime import datetime
from typing import Protocol, runtime_checkable

from stackspend.access.accounts import Account
from stackspend.access.attempts import account_bucket, count_sign_in
from stackspend.access.one_time_codes import mint_recovery_codes, read_secret, recovery_digest, step_of
from stackspend.access.password_sign_in import PasswordCatalog
from stackspend.access.passwords import PasswordWork, read_new_password
from stackspend.access.sessions import SessionCatalog, SignedIn
from stackspend.actor import Actor
from stackspend.errors import Conflict, InvalidInput


@runtime_checkable  # Litestar checks what it injects
class OwnAccountCatalog(PasswordCatalog, SessionCatalog, Protocol):
    """What the account page asks of the catalog."""


async def confirm(
    catalog: OwnAccountCatalog, work: PasswordWork, email: str, password: str | None, *, by: Actor, now: datetime
) -> Account:
    """The account, once its password was given; one without a password has nothing to give.

    Raises `InvalidInput` for a wrong one, and `RateLimited` after too many.
    """
    account = await catalog.account(email)
    if account.password_hash is None:
        return account
    await count_sign_in(catalog, email, by.address, now=now)
    if not await work.is_right(password or "", account.password_hash):
        raise InvalidInput("The current password is wrong.")
    await catalog.forget_attempts(account_bucket(email))
    return account


async def change_password(
    catalog: OwnAccountCatalog,
    work: PasswordWork,
    signed_in: SignedIn,
    *,
    current: str | None,
    new: str,
    by: Actor,
    now: datetime,
) -> None:
    """Keep the new password; every session ends, this one too."""
    email = signed_in.member.email
    account = await confirm(catalog, work, email, current, by=by, now=now)
    good = read_new_password(new, about=(email, account.name or "", signed_in.organization.name))
    await catalog.set_password(email, await work.hash(good), by=by, at=now)


async def turn_codes_on(
    catalog: OwnAccountCatalog,
    work: PasswordWork,
    signed_in: SignedIn,
    *,
    secret: str,
    code: str,
    password: str | None,
    by: Actor,
    now: datetime,
) -> list[str]:
    """Ask for one-time codes from now on; the recovery codes, this once. Other sessions end."""
    email = signed_in.member.email
    account = await confirm(catalog, work, email, password, by=by, now=now)
    if account.password_hash is None:
        raise Conflict("One-time codes are asked for after a password: set one first.")
    step = step_of(code, read_secret(secret), now)
    if step is None:
        raise InvalidInput(
            "The code is not the one of this secret now; check the clock of the phone, and try the next."
        )
    recovery = mint_recovery_codes()
    await catalog.set_totp(email, secret, [recovery_digest(one) for one in recovery], by=by, at=now)
    await catalog.use_totp_step(email, step)
    await catalog.end_other_sessions(email, signed_in.session.id, by=by, at=now)
    return recovery


async def turn_codes_off(
    catalog: OwnAccountCatalog,
    work: PasswordWork,
    signed_in: SignedIn,
    *,
    password: str | None,
    by: Actor,
    now: datetime,
) -> None:
    """Ask for no one-time code any more. Other sessions end."""
    email = signed_in.member.email
    await confirm(catalog, work, email, password, by=by, now=now)
    await catalog.set_totp(email, None, (), by=by, at=now)
    await catalog.end_other_sessions(email, signed_in.session.id, by=by, at=now)
