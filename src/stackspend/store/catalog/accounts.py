"""Accounts: names, passwords, one-time codes, identities. Every change ends up in the audit of each membership."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.accounts import RESET_LIFE, Account
from stackspend.access.audit import Action, Fields
from stackspend.access.members import Membership
from stackspend.actor import Actor, ActorKind
from stackspend.errors import Conflict
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.people import to_member, to_organization
from stackspend.store.catalog.rows import (
    AccountRow,
    IdentityRow,
    MemberRow,
    OrganizationRow,
    RecoveryCodeRow,
    ResetLinkRow,
    SessionRow,
    SignInLinkRow,
)
from stackspend.store.catalog.transactions import Transactions

# What a visitor does without proving to be the person; all else needs a secret that only the person has.
_BY_ANYBODY = frozenset({Action.SIGN_IN_FAILED, Action.PASSWORD_RESET_ASKED})


class Accounts(Transactions):
    """The questions about accounts; see `stackspend.access.accounts` for what each promises."""

    async def account(self, email: str) -> Account:
        """The account; an empty one when nothing was ever kept of this person."""
        async with self._reading() as session:
            row = await session.get(AccountRow, email)
            if row is None:
                return Account(email=email)
            left = await session.scalar(select(func.count()).where(RecoveryCodeRow.email == email))
            identities = await session.scalars(select(IdentityRow.issuer).where(IdentityRow.email == email))
            return _to_account(row, left or 0, tuple(identities))

    async def memberships(self, email: str) -> list[Membership]:
        """The person's organizations, the one signed in to last first."""
        async with self._reading() as session:
            return await _memberships(session, email)

    async def rename_account(self, email: str, name: str, *, by: Actor, at: datetime) -> None:
        """Keep what the person wants to be called."""
        async with self._writing() as session:
            row = await _account(session, email, at)
            before, row.name = row.name, name
            await _record(session, by, Action.ACCOUNT_RENAMED, email, at, before={"name": before}, after={"name": name})

    async def set_password(self, email: str, password_hash: str, *, by: Actor, at: datetime) -> None:
        """Keep a new password, and end every session and every link that was open."""
        async with self._writing() as session:
            row = await _account(session, email, at)
            row.password_hash, row.password_set_at = password_hash, at
            await _end_everything(session, email)
            await _record(session, by, Action.PASSWORD_CHANGED, email, at)

    async def use_totp_step(self, email: str, step: int) -> bool:
        """Whether this step comes after the last accepted one, which it is from now on."""
        later = or_(AccountRow.totp_step.is_(None), AccountRow.totp_step < step)
        query = update(AccountRow).where(AccountRow.email == email, later).values(totp_step=step)
        async with self._writing() as session:
            return bool((await session.execute(query.returning(AccountRow.email))).all())

    async def use_recovery_code(self, email: str, digest: bytes, *, by: Actor, at: datetime) -> bool:
        """Whether the person had this code unused."""
        query = delete(RecoveryCodeRow).where(RecoveryCodeRow.email == email, RecoveryCodeRow.digest == digest)
        async with self._writing() as session:
            used = bool((await session.execute(query.returning(RecoveryCodeRow.email))).all())
            if used:
                await _record(session, by, Action.RECOVERY_CODE_USED, email, at)
            return used

    async def set_totp(
        self, email: str, secret: str | None, recovery_digests: Sequence[bytes], *, by: Actor, at: datetime
    ) -> None:
        """Ask for codes of this secret from now on, or for none; earlier recovery codes go."""
        async with self._writing() as session:
            row = await _account(session, email, at)
            row.totp_secret, row.totp_step = secret, None
            await session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.email == email))
            if recovery_digests:
                codes = [{"email": email, "digest": digest} for digest in recovery_digests]
                await session.execute(insert(RecoveryCodeRow), codes)
            action = Action.CODES_TURNED_OFF if secret is None else Action.CODES_TURNED_ON
            await _record(session, by, action, email, at)

    async def reset_account(self, email: str, *, by: Actor, at: datetime) -> None:
        """Forget password, codes and identities, and end every session and link."""
        async with self._writing() as session:
            row = await _account(session, email, at)
            row.password_hash = row.password_set_at = row.totp_secret = row.totp_step = None
            await session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.email == email))
            await session.execute(delete(IdentityRow).where(IdentityRow.email == email))
            await _end_everything(session, email)
            await _record(session, by, Action.ACCOUNT_RESET, email, at)

    async def account_of_identity(self, issuer: str, subject: str) -> str | None:
        """The e-mail address of whom the identity provider means."""
        async with self._reading() as session:
            row = await session.get(IdentityRow, (issuer, subject))
        return None if row is None else row.email

    async def link_identity(self, email: str, issuer: str, subject: str, *, by: Actor, at: datetime) -> None:
        """From now on the identity signs this person in. Raises `Conflict` when it signs in somebody else."""
        async with self._alone() as session:
            await _account(session, email, at)
            known = await session.get(IdentityRow, (issuer, subject))
            if known is None:
                session.add(IdentityRow(issuer=issuer, subject=subject, email=email, linked_at=at))
                await _record(session, by, Action.IDENTITY_LINKED, email, at, after={"issuer": issuer})
            elif known.email != email:
                raise Conflict("This identity signs in another account here already.")

    async def unlink_identities(self, email: str, *, by: Actor, at: datetime) -> None:
        """No identity signs this person in any more."""
        async with self._writing() as session:
            gone = await session.scalars(
                delete(IdentityRow).where(IdentityRow.email == email).returning(IdentityRow.issuer)
            )
            for issuer in gone.all():
                await _record(session, by, Action.IDENTITY_UNLINKED, email, at, before={"issuer": issuer})

    async def add_reset_link(self, email: str, digest: bytes, *, by: Actor, at: datetime) -> None:
        """Keep a new reset link; earlier ones open nothing from now on."""
        async with self._writing() as session:
            stale = or_(ResetLinkRow.email == email, ResetLinkRow.expires_at < at - timedelta(days=1))
            await session.execute(delete(ResetLinkRow).where(stale))
            session.add(ResetLinkRow(digest=digest, email=email, expires_at=at + RESET_LIFE))
            await _record(session, by, Action.PASSWORD_RESET_ASKED, email, at)

    async def reset_link(self, digest: bytes, *, at: datetime) -> str | None:
        """The person whose link this is; `None` when it is unknown, used or expired."""
        async with self._reading() as session:
            row = await session.get(ResetLinkRow, digest)
        return row.email if row is not None and at < row.expires_at else None

    async def use_reset_link(self, digest: bytes) -> bool:
        """Whether the link was there, which it is not any more."""
        query = delete(ResetLinkRow).where(ResetLinkRow.digest == digest)
        async with self._writing() as session:
            return bool((await session.execute(query.returning(ResetLinkRow.email))).all())

    async def record_failed_sign_in(self, email: str, way: str, *, by: Actor, at: datetime) -> None:
        """Enter it into the audit of the person's organizations; of a stranger there is none."""
        async with self._writing() as session:
            await _record(session, by, Action.SIGN_IN_FAILED, email, at, after={"way": way})


async def _account(session: AsyncSession, email: str, at: datetime) -> AccountRow:
    row = await session.get(AccountRow, email, with_for_update=True)
    if row is None:
        row = AccountRow(email=email, created_at=at)
        session.add(row)
        await session.flush()
    return row


async def _memberships(session: AsyncSession, email: str) -> list[Membership]:
    query = (
        select(MemberRow, OrganizationRow)
        .join(OrganizationRow, OrganizationRow.id == MemberRow.organization_id)
        .where(MemberRow.email == email, MemberRow.removed_at.is_(None), OrganizationRow.sample_of.is_(None))
        .order_by(MemberRow.signed_in_at.desc().nulls_last(), MemberRow.created_at, MemberRow.id)
    )
    found = await session.execute(query)
    return [
        Membership(member=to_member(member), organization=to_organization(organization))
        for member, organization in found
    ]


async def _end_everything(session: AsyncSession, email: str) -> None:
    members = select(MemberRow.id).where(MemberRow.email == email)
    await session.execute(delete(SessionRow).where(SessionRow.member_id.in_(members)))
    await session.execute(delete(SignInLinkRow).where(SignInLinkRow.member_id.in_(members)))
    await session.execute(delete(ResetLinkRow).where(ResetLinkRow.email == email))


async def _record(
    session: AsyncSession,
    by: Actor,
    action: Action,
    email: str,
    at: datetime,
    *,
    before: Fields | None = None,
    after: Fields | None = None,
) -> None:
    for membership in await _memberships(session, email):
        is_person = by.kind is ActorKind.VISITOR and action not in _BY_ANYBODY
        record(
            session,
            by.as_member(membership.member.id, email) if is_person else by,
            action,
            organization_id=membership.organization.id,
            at=at,
            subject=email,
            subject_id=membership.member.id,
            before=before,
            after=after,
        )


def _to_account(row: AccountRow, recovery_codes_left: int, identities: tuple[str, ...]) -> Account:
    return Account(
        email=row.email,
        name=row.name,
        password_hash=row.password_hash,
        password_set_at=row.password_set_at,
        totp_secret=row.totp_secret,
        totp_step=row.totp_step,
        recovery_codes_left=recovery_codes_left,
        identities=identities,
    )
