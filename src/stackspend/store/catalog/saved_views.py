"""Saved views of the Explorer."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.access.members import Member
from stackspend.actor import Actor
from stackspend.errors import Conflict, InsufficientRole, NotFound
from stackspend.reports.saved_views import MOST_VIEWS, NewView, SavedView
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.rows import MemberRow, SavedViewRow
from stackspend.store.catalog.transactions import Transactions


class SavedViews(Transactions):
    """The questions about saved views; see `stackspend.reports.saved_views` for what each promises."""

    async def saved_views(self, member: Member) -> list[SavedView]:
        """Those that the member sees, by name."""
        async with self._reading() as session:
            found = [_to_view(row, email) for row, email in await session.execute(_views(member.organization_id))]
        return sorted((view for view in found if view.is_seen_by(member)), key=lambda view: view.name.casefold())

    async def add_view(self, member: Member, new: NewView, *, by: Actor, at: datetime) -> SavedView:
        """Keep a new one. Raises Conflict if the member has one of this name, or too many."""
        async with self._alone() as session:
            await _refuse_second(session, member.organization_id, member.id, new, None)
            own = SavedViewRow.organization_id == member.organization_id, SavedViewRow.owner_id == member.id
            if (await session.scalar(select(func.count()).where(*own)) or 0) >= MOST_VIEWS:
                raise Conflict(f"You have {MOST_VIEWS} views, which are the most; remove one first.")
            row = SavedViewRow(id=uuid4(), organization_id=member.organization_id, owner_id=member.id)
            _fill(row, new, at)
            session.add(row)
            view = _to_view(row, member.email)
            _audit(session, by, Action.VIEW_CREATED, member, at, None, view)
            return view

    async def change_view(self, member: Member, view_id: UUID, new: NewView, *, by: Actor, at: datetime) -> SavedView:
        """Put another in its place; it keeps its owner. Raises NotFound, InsufficientRole, Conflict."""
        async with self._alone() as session:
            row, before = await _changeable(session, member, view_id)
            await _refuse_second(session, member.organization_id, row.owner_id, new, view_id)
            _fill(row, new, at)
            view = _to_view(row, before.owner_email)
            _audit(session, by, Action.VIEW_CHANGED, member, at, before, view)
            return view

    async def remove_view(self, member: Member, view_id: UUID, *, by: Actor, at: datetime) -> SavedView:
        """Forget one. Raises NotFound, InsufficientRole."""
        async with self._alone() as session:
            row, view = await _changeable(session, member, view_id)
            await session.delete(row)
            _audit(session, by, Action.VIEW_REMOVED, member, at, view, None)
            return view


def _views(organization_id: UUID) -> Select[SavedViewRow, str]:
    return (
        select(SavedViewRow, MemberRow.email)
        .join(MemberRow, MemberRow.id == SavedViewRow.owner_id)
        .where(SavedViewRow.organization_id == organization_id, MemberRow.organization_id == organization_id)
    )


async def _changeable(session: AsyncSession, member: Member, view_id: UUID) -> tuple[SavedViewRow, SavedView]:
    found = (await session.execute(_views(member.organization_id).where(SavedViewRow.id == view_id))).first()
    if found is None or not (view := _to_view(*found)).is_seen_by(member):
        raise NotFound(f"There is no view {view_id} here.")
    row, _ = found
    if not view.is_changed_by(member):
        raise InsufficientRole(f"This view is {view.owner_email}'s, who may change it, as administrators may.")
    return row, view


async def _refuse_second(
    session: AsyncSession, organization_id: UUID, owner_id: UUID, new: NewView, but: UUID | None
) -> None:
    query = select(SavedViewRow.id).where(
        SavedViewRow.organization_id == organization_id,
        SavedViewRow.owner_id == owner_id,
        SavedViewRow.name == new.name,
    )
    if await session.scalar(query) not in {None, but}:
        raise Conflict(f"There is a view {new.name} already; give this one another name.")


def _fill(row: SavedViewRow, new: NewView, at: datetime) -> None:
    row.name, row.question, row.is_shared, row.changed_at = new.name, dict(new.question), new.is_shared, at


def _to_view(row: SavedViewRow, owner_email: str) -> SavedView:
    return SavedView(
        id=row.id,
        name=row.name,
        question=row.question,
        is_shared=row.is_shared,
        owner_id=row.owner_id,
        owner_email=owner_email,
        changed_at=row.changed_at,
    )


def _audit(
    session: AsyncSession,
    by: Actor,
    action: Action,
    member: Member,
    at: datetime,
    before: SavedView | None,
    after: SavedView | None,
) -> None:
    view = after or before
    record(
        session,
        by,
        action,
        organization_id=member.organization_id,
        at=at,
        subject=f"View {view.name}" if view else "",
        subject_id=view.id if view else None,
        before=None if before is None else msgspec.structs.asdict(before),
        after=None if after is None else msgspec.structs.asdict(after),
    )
