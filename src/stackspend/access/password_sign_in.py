"""Sign in with e-mail address and password, and with a one-time code where the account asks for one.

Whether the address is unknown, has no password, belongs to nobody's member any more, or the password is wrong: the
answer is the same, and takes as long.
"""

from datetime import datetime
from typing import Protocol, runtime_checkable

import msgspec

from stackspend.access.accounts import Account, AccountCatalog
from stackspend.access.attempts import AttemptCatalog, account_bucket, count_sign_in
from stackspend.access.one_time_codes import recovery_digest, step_of
from stackspend.access.passwords import PasswordWork
from stackspend.access.sign_in import SignInCatalog, SignInDone, Visit, Way, open_session
from stackspend.errors import Unauthenticated

_WRONG = "The e-mail address or the password is wrong."
_WRONG_CODE = "The code is wrong, or was used already; wait for the next one, or use a recovery code."


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a person typed; `code` is `None` in the first step."""

    email: str
    password: str
    code: str | None = None


class CodeNeeded(msgspec.Struct, frozen=True):
    """The password is right, and a one-time code is asked for too."""


@runtime_checkable  # Litestar checks what it injects
class PasswordCatalog(AccountCatalog, AttemptCatalog, SignInCatalog, Protocol):
    """What signing in with a password asks of the catalog."""


async def sign_in_with_password(
    catalog: PasswordCatalog, work: PasswordWork, given: Given, *, visit: Visit, now: datetime
) -> SignInDone | CodeNeeded:
    """A session in the organization that the person signed in to last.

    Raises `Unauthenticated`, or `RateLimited` after too many attempts.
    """
    memberships = await catalog.memberships(given.email)
    proof = await prove(catalog, work, given, is_expected=bool(memberships), visit=visit, now=now)
    if isinstance(proof, CodeNeeded):
        return proof
    return await open_session(
        catalog,
        organization_id=memberships[0].organization.id,
        member_id=memberships[0].member.id,
        way=Way.PASSWORD,
        visit=visit,
        now=now,
    )


async def prove(
    catalog: PasswordCatalog, work: PasswordWork, given: Given, *, is_expected: bool, visit: Visit, now: datetime
) -> Account | CodeNeeded:
    """The account whose password and, where it asks for one, code were given; raises as signing in does.

    Of a person who is not expected no password is right.
    """
    await count_sign_in(catalog, given.email, visit.by.address, now=now)
    account = await catalog.account(given.email)
    kept = account.password_hash if is_expected else None
    if not await work.is_right(given.password, kept):
        await catalog.record_failed_sign_in(given.email, "password", by=visit.by, at=now)
        raise Unauthenticated(_WRONG)
    if account.totp_secret is not None:
        if given.code is None:
            return CodeNeeded()
        if not await _is_code(catalog, account, given.code, visit=visit, now=now):
            await catalog.record_failed_sign_in(given.email, "one-time code", by=visit.by, at=now)
            raise Unauthenticated(_WRONG_CODE)
    await catalog.forget_attempts(account_bucket(given.email))
    return account


async def _is_code(catalog: AccountCatalog, account: Account, code: str, *, visit: Visit, now: datetime) -> bool:
    step = step_of(code, account.totp_secret or "", now)
    if step is not None:
        return await catalog.use_totp_step(account.email, step)
    return await catalog.use_recovery_code(account.email, recovery_digest(code), by=visit.by, at=now)
