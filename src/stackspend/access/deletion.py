"""The end of an organization: whoever ends it types its name and proves once more who they are."""

from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable
from uuid import UUID

import structlog

from stackspend.access.own_account import OwnAccountCatalog, confirm
from stackspend.access.passwords import PasswordWork
from stackspend.access.sessions import SignedIn
from stackspend.actor import Actor
from stackspend.errors import Conflict, InvalidInput

log = structlog.get_logger()

FRESH = timedelta(minutes=10)
"""How old the sign-in of somebody without a password may be."""


@runtime_checkable  # Litestar checks what it injects
class DeletionCatalog(OwnAccountCatalog, Protocol):
    """What the end of an organization asks of the catalog."""

    async def delete_organization(self, organization_id: UUID, *, by: Actor, at: datetime) -> None:
        """Forget every row of it and of its sample, and the accounts of people who belong to no other organization.

        What stays is who deleted which organization when, from where. Raises `NotFound` when there is none.
        """


async def delete_organization(
    catalog: DeletionCatalog,
    work: PasswordWork,
    signed_in: SignedIn,
    *,
    name: str,
    password: str | None,
    by: Actor,
    now: datetime,
) -> None:
    """Delete the organization that one is signed in to. Its sessions and keys open nothing from now on.

    Raises `InvalidInput` for another name or a wrong password, `RateLimited` after too many, and `Conflict` in a sample
    and for somebody without a password who did not sign in just now.
    """
    organization = signed_in.organization
    if organization.sample_of is not None:
        raise Conflict("This is the sample: leave it first, then delete the organization, or remove the sample alone.")
    if name.strip() != organization.name:
        raise InvalidInput(f"The name that you typed is not {organization.name!r}, so nothing was deleted.")
    account = await confirm(catalog, work, signed_in.member.email, password, by=by, now=now)
    if account.password_hash is None and now >= signed_in.session.created_at + FRESH:
        raise Conflict("You have no password to give: sign out, sign in again, and delete it within ten minutes.")
    await catalog.delete_organization(organization.id, by=by, at=now)
    # The organization's own audit is gone with it; the names are in the catalog, for the log holds none.
    log.warning("organization_deleted", organization_id=str(organization.id), by=str(by.id), request_id=by.request_id)
