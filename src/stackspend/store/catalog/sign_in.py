"""One-time sign-in links and the sessions that they open."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.access.sessions import ABSOLUTE_LIFE, IDLE_LIFE, Session, SignedIn
from stackspend.access.sign_in import LINK_LIFE, SignInLink, Way
from stackspend.actor import Actor
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.people import to_member, to_organization
from stackspend.store.catalog.rows import LONGEST_USER_AGENT, MemberRow, OrganizationRow, SessionRow, SignInLinkRow
from stackspend.store.catalog.transactions import Transactions


class SignIn(Transactions):
    """The questions about links and sessions; see `stackspend.access.sign_in` for what each promises."""

    async def add_sign_in_link(self, digest: bytes, link: SignInLink, *, by: Actor, at: datetime) -> None:
        """Keep a new link, and forget those that expired so long ago that nobody asks why any more."""
        forgotten = link.expires_at - 10 * LINK_LIFE
        async with self._writing() as session:
            await session.execute(delete(SignInLinkRow).where(SignInLinkRow.expires_at < forgotten))
            await session.execute(
                insert(SignInLinkRow).values(
                    digest=digest,
                    organization_id=link.organization_id,
                    member_id=link.member_id,
                    expires_at=link.expires_at,
                    used_at=link.used_at,
                )
            )
            record(
                session,
                by,
                Action.SIGN_IN_LINK_CREATED,
                organization_id=link.organization_id,
                at=at,
                subject=await _email(session, link.organization_id, link.member_id),
                subject_id=link.member_id,
                after={"expires_at": link.expires_at},
            )

    async def use_sign_in_link(self, digest: bytes, *, by: Actor, at: datetime) -> SignInLink | None:
        """The link as it was before this use, locked until it is marked used if it opens; `None` when there is none."""
        async with self._writing() as session:
            row = await session.get(SignInLinkRow, digest, with_for_update=True)
            if row is None:
                return None
            link = SignInLink(
                organization_id=row.organization_id,
                member_id=row.member_id,
                expires_at=row.expires_at,
                used_at=row.used_at,
            )
            problem = link.problem(at)
            if problem is None:
                row.used_at = at
                return link
            record(
                session,
                by,
                Action.SIGN_IN_FAILED,
                organization_id=link.organization_id,
                at=at,
                subject=await _email(session, link.organization_id, link.member_id),
                subject_id=link.member_id,
                after={"way": "sign-in link", "problem": problem},
            )
            return link

    async def add_session(
        self,
        digest: bytes,
        *,
        organization_id: UUID,
        member_id: UUID,
        way: Way,
        user_agent: str | None,
        by: Actor,
        at: datetime,
    ) -> None:
        """Keep a new session, and forget those that are dead by now."""
        dead = or_(SessionRow.seen_at <= at - IDLE_LIFE, SessionRow.created_at <= at - ABSOLUTE_LIFE)
        async with self._writing() as session:
            await session.execute(delete(SessionRow).where(dead))
            await session.execute(
                insert(SessionRow).values(
                    id=uuid4(),
                    organization_id=organization_id,
                    member_id=member_id,
                    digest=digest,
                    created_at=at,
                    seen_at=at,
                    way=way,
                    address=by.address,
                    user_agent=None if user_agent is None else user_agent[:LONGEST_USER_AGENT],
                )
            )
            await session.execute(update(MemberRow).where(MemberRow.id == member_id).values(signed_in_at=at))
            email = await _email(session, organization_id, member_id)
            record(
                session,
                by.as_member(member_id, email),
                Action.SIGNED_IN,
                organization_id=organization_id,
                at=at,
                subject=email,
                subject_id=member_id,
                after={"way": way},
            )

    async def signed_in(self, digest: bytes) -> SignedIn | None:
        """Whose session this is, dead or alive; `None` when there is none."""
        query = (
            select(SessionRow, MemberRow, OrganizationRow)
            .join(MemberRow, MemberRow.id == SessionRow.member_id)
            .join(OrganizationRow, OrganizationRow.id == SessionRow.organization_id)
            .where(SessionRow.digest == digest, MemberRow.removed_at.is_(None))
        )
        async with self._reading() as session:
            found = (await session.execute(query)).one_or_none()
        if found is None:
            return None
        row, member, organization = found
        return SignedIn(session=_to_session(row), member=to_member(member), organization=to_organization(organization))

    async def touch_session(self, organization_id: UUID, session_id: UUID, *, at: datetime) -> None:
        """Note that the session was seen."""
        query = (
            update(SessionRow)
            .where(SessionRow.organization_id == organization_id, SessionRow.id == session_id)
            .values(seen_at=at)
        )
        async with self._writing() as session:
            await session.execute(query)

    async def end_session_by_digest(self, digest: bytes, *, by: Actor, at: datetime) -> None:
        """Forget the session; unknown ones are forgotten already."""
        async with self._writing() as session:
            row = await session.scalar(select(SessionRow).where(SessionRow.digest == digest).with_for_update())
            if row is None:
                return
            email = await _email(session, row.organization_id, row.member_id)
            await session.delete(row)
            record(
                session,
                by.as_member(row.member_id, email),
                Action.SIGNED_OUT,
                organization_id=row.organization_id,
                at=at,
                subject=email,
                subject_id=row.member_id,
            )

    async def sessions(self, email: str, *, at: datetime) -> list[Session]:
        """The person's own live sessions, in whichever organization, the one seen last first."""
        query = (
            select(SessionRow)
            .join(MemberRow, MemberRow.id == SessionRow.member_id)
            .where(MemberRow.email == email)
            .order_by(SessionRow.seen_at.desc(), SessionRow.id)
        )
        async with self._reading() as session:
            found = [_to_session(row) for row in await session.scalars(query)]
        return [one for one in found if one.is_live(at)]

    async def end_session(self, email: str, session_id: UUID, *, by: Actor, at: datetime) -> bool:
        """Forget one of the person's own sessions; false when there is no such one."""
        async with self._writing() as session:
            return await _end(session, _of_person(email).where(SessionRow.id == session_id), by, at) == 1

    async def end_other_sessions(self, email: str, but: UUID, *, by: Actor, at: datetime) -> int:
        """Forget all of the person's sessions but one, and answer how many those were."""
        async with self._writing() as session:
            return await _end(session, _of_person(email).where(SessionRow.id != but), by, at)


def _of_person(email: str) -> Select[SessionRow]:
    members = select(MemberRow.id).where(MemberRow.email == email)
    return select(SessionRow).where(SessionRow.member_id.in_(members))


async def _end(session: AsyncSession, which: Select[SessionRow], by: Actor, at: datetime) -> int:
    rows = (await session.scalars(which)).all()
    for row in rows:
        await session.delete(row)
        record(
            session,
            by,
            Action.SESSION_ENDED,
            organization_id=row.organization_id,
            at=at,
            subject=by.name,
            subject_id=row.member_id,
            before={"began_at": row.created_at, "address": row.address},
        )
    return len(rows)


async def _email(session: AsyncSession, organization_id: UUID, member_id: UUID) -> str:
    query = select(MemberRow.email).where(MemberRow.organization_id == organization_id, MemberRow.id == member_id)
    return (await session.scalars(query)).one_or_none() or "unknown"


def _to_session(row: SessionRow) -> Session:
    return Session(
        id=row.id,
        organization_id=row.organization_id,
        member_id=row.member_id,
        created_at=row.created_at,
        seen_at=row.seen_at,
        way=row.way,
        address=row.address,
        user_agent=row.user_agent,
    )
