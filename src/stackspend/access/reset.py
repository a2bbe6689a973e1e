"""A forgotten password: a link by letter to the address, good for an hour and for one new password."""

from datetime import datetime
from typing import Protocol, runtime_checkable

from stackspend.access import credential
from stackspend.access.accounts import AccountCatalog
from stackspend.access.attempts import AttemptCatalog, account_bucket, count_letter
from stackspend.access.credential import Kind
from stackspend.access.letters import reset_letter
from stackspend.access.names import read_email
from stackspend.access.passwords import PasswordWork, read_new_password
from stackspend.access.sign_in import Visit
from stackspend.errors import NotFound
from stackspend.mail import Letter

BY_COMMAND = "stackspend sign-in --email you@example.com --reset"
_NO_LINK = "This link was used, has expired or was replaced by a newer one; ask for another on the sign-in page."


@runtime_checkable  # Litestar checks what it injects
class ResetCatalog(AccountCatalog, AttemptCatalog, Protocol):
    """What a new password asks of the catalog."""


async def ask(catalog: ResetCatalog, email: str, *, public_url: str, visit: Visit, now: datetime) -> Letter | None:
    """The letter to send, `None` when the address is no member's. Raises `RateLimited`, `InvalidInput`."""
    address = read_email(email)
    await count_letter(catalog, address, visit.by.address, now=now)
    if not await catalog.memberships(address):
        return None
    secret = credential.mint(Kind.RESET_LINK)
    await catalog.add_reset_link(address, credential.digest(secret), by=visit.by, at=now)
    return reset_letter(address, f"{public_url}/reset-password#{secret}")


async def set_new_password(
    catalog: ResetCatalog, work: PasswordWork, secret: str, password: str, *, visit: Visit, now: datetime
) -> None:
    """Keep the password of whom the link was sent to. Raises `NotFound` for the link, `InvalidInput` for the rest."""
    good = credential.is_well_formed(secret, Kind.RESET_LINK)
    email = await catalog.reset_link(credential.digest(secret), at=now) if good else None
    if email is None:
        raise NotFound(_NO_LINK)
    name = (await catalog.account(email)).name or ""
    kept = await work.hash(read_new_password(password, about=(email, name)))
    if not await catalog.use_reset_link(credential.digest(secret)):
        raise NotFound(_NO_LINK)  # another request with the same link was faster
    await catalog.set_password(email, kept, by=visit.by, at=now)
    await catalog.forget_attempts(account_bucket(email))
