"""The first start: a link that lets one visitor found the first organization and be its owner."""

from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

import msgspec

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.access.members import Member
from stackspend.access.names import read_email, read_name
from stackspend.access.passwords import PasswordWork, read_new_password
from stackspend.access.sign_in import SignInCatalog, SignInDone, Visit, Way, open_session
from stackspend.actor import Actor
from stackspend.errors import NotFound

SET_UP_LIFE = timedelta(hours=24)
_NO_LINK = (
    "This set-up link was used, has expired or was replaced by a newer one; start StackSpend again, and it prints one."
)


class Founder(msgspec.Struct, frozen=True, kw_only=True):
    """The first organization, and its owner."""

    organization: str
    name: str
    email: str
    password: str


class Founding(msgspec.Struct, frozen=True, kw_only=True):
    """A founder, checked, with what is kept of the password."""

    organization: str
    name: str
    email: str
    password_hash: str


@runtime_checkable  # Litestar checks what it injects
class FirstStartCatalog(SignInCatalog, Protocol):
    """What the first start asks of the catalog."""

    async def is_empty(self) -> bool:
        """Whether there is no organization yet."""

    async def add_set_up_link(self, digest: bytes, *, at: datetime) -> bool:
        """Keep the link in place of an earlier one; false, and nothing kept, when there is an organization."""

    async def set_up_link_opens(self, digest: bytes, *, at: datetime) -> bool:
        """Whether this is the link, unexpired, and there is no organization."""

    async def found_organization(self, digest: bytes, founding: Founding, *, by: Actor, at: datetime) -> Member | None:
        """The owner of the new organization; `None` when the link does not open. Of several at a time one succeeds."""


async def new_set_up_url(catalog: FirstStartCatalog, *, public_url: str, now: datetime) -> str | None:
    """A fresh link, which replaces an earlier one; `None` when there is an organization already.

    The secret stands behind the `#`, which browsers do not send: it gets into no log and no `Referer`.
    """
    secret = credential.mint(Kind.SET_UP_LINK)
    kept = await catalog.add_set_up_link(credential.digest(secret), at=now)
    return f"{public_url}/set-up#{secret}" if kept else None


async def found(
    catalog: FirstStartCatalog, work: PasswordWork, secret: str, founder: Founder, *, visit: Visit, now: datetime
) -> SignInDone:
    """The first organization with its owner, signed in. Raises `NotFound` for the link, `InvalidInput` for the rest."""
    digest = credential.digest(secret)
    if not await catalog.set_up_link_opens(digest, at=now):
        raise NotFound(_NO_LINK)
    organization = read_name(founder.organization, of="the organization")
    name, email = read_name(founder.name, of="the owner"), read_email(founder.email)
    password = read_new_password(founder.password, about=(email, name, organization))
    founding = Founding(organization=organization, name=name, email=email, password_hash=await work.hash(password))
    owner = await catalog.found_organization(digest, founding, by=visit.by, at=now)
    if owner is None:
        raise NotFound(_NO_LINK)
    return await open_session(
        catalog, organization_id=owner.organization_id, member_id=owner.id, way=Way.SET_UP, visit=visit, now=now
    )
