"""The set-up link of an empty catalog, and the first organization that it founds."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.first_start import SET_UP_LIFE, Founding
from stackspend.access.members import Member, Role
from stackspend.actor import Actor
from stackspend.store.catalog.people import add, new_member, new_organization, to_member
from stackspend.store.catalog.rows import AccountRow, OrganizationRow, SetUpLinkRow
from stackspend.store.catalog.transactions import Transactions


class FirstStart(Transactions):
    """The questions of a first start; see `stackspend.access.first_start` for what each promises."""

    async def is_empty(self) -> bool:
        """Whether there is no organization yet."""
        async with self._reading() as session:
            return await _is_empty(session)

    async def add_set_up_link(self, digest: bytes, *, at: datetime) -> bool:
        """Keep the link in place of an earlier one; false, and nothing kept, when there is an organization."""
        async with self._alone() as session:
            await session.execute(delete(SetUpLinkRow))
            if not await _is_empty(session):
                return False
            session.add(SetUpLinkRow(digest=digest, expires_at=at + SET_UP_LIFE))
            return True

    async def set_up_link_opens(self, digest: bytes, *, at: datetime) -> bool:
        """Whether this is the link, unexpired, and there is no organization."""
        async with self._reading() as session:
            return await _opens(session, digest, at)

    async def found_organization(self, digest: bytes, founding: Founding, *, by: Actor, at: datetime) -> Member | None:
        """The owner of the new organization; `None` when the link does not open."""
        async with self._alone() as session:
            if not await _opens(session, digest, at):
                return None
            await session.execute(delete(SetUpLinkRow))
            organization = new_organization(founding.organization, at)
            await add(session, organization, by=by)
            owner = new_member(organization.id, founding.email, Role.OWNER, at)
            await add(session, owner, by=by)
            account = await session.get(AccountRow, founding.email)  # kept of an organization that was deleted
            if account is None:
                account = AccountRow(email=founding.email, created_at=at)
                session.add(account)
            account.name, account.password_hash = founding.name, founding.password_hash
            account.password_set_at, account.totp_secret = at, None
            return to_member(owner)


async def _is_empty(session: AsyncSession) -> bool:
    return not await session.scalar(select(func.count()).select_from(OrganizationRow))


async def _opens(session: AsyncSession, digest: bytes, at: datetime) -> bool:
    row = await session.get(SetUpLinkRow, digest)
    return row is not None and at < row.expires_at and await _is_empty(session)
