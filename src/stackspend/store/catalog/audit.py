"""The audit: entries are written in the transaction of their change, and read newest first; nothing alters them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action, AuditEntry, AuditFilters, AuditPage, Fields, difference
from stackspend.actor import Actor, ActorKind
from stackspend.errors import InvalidInput
from stackspend.store.catalog.rows import AuditRow
from stackspend.store.catalog.transactions import Transactions


class Audit(Transactions):
    """The questions about the audit; see `stackspend.access.audit` for what each promises."""

    async def audit(
        self, organization_id: UUID, filters: AuditFilters, *, limit: int, cursor: str | None = None
    ) -> AuditPage:
        """A page of entries, newest first. Raises InvalidInput for a cursor that no earlier page gave."""
        async with self._reading() as session:
            narrowed = _narrowed(organization_id, filters)
            if cursor is not None:
                narrowed.append(AuditRow.position < await _position(session, organization_id, cursor))
            query = select(AuditRow).where(*narrowed).order_by(AuditRow.position.desc()).limit(limit + 1)
            rows = list(await session.scalars(query))
        more = len(rows) > limit
        return AuditPage([_to_entry(row) for row in rows[:limit]], str(rows[limit - 1].id) if more else None)

    async def audit_actors(self, organization_id: UUID) -> list[str]:
        """The names of all who are in the audit, in alphabetical order."""
        query = select(AuditRow.by_name).where(AuditRow.organization_id == organization_id).distinct()
        async with self._reading() as session:
            return sorted(await session.scalars(query))


def _narrowed(organization_id: UUID, filters: AuditFilters) -> list[ColumnElement[bool]]:
    narrowed = [AuditRow.organization_id == organization_id]
    if filters.action is not None:
        narrowed.append(AuditRow.action == filters.action)
    if filters.by is not None:
        narrowed.append(AuditRow.by_name == filters.by)
    if filters.since is not None:
        narrowed.append(AuditRow.at >= filters.since)
    if filters.until is not None:
        narrowed.append(AuditRow.at < filters.until)
    return narrowed


async def _position(session: AsyncSession, organization_id: UUID, cursor: str) -> int:
    """The place of the last entry of the page before. Its id is the cursor: places would tell of other tenants."""
    try:
        last = UUID(cursor)
    except ValueError:
        last = UUID(int=0)
    query = select(AuditRow.position).where(AuditRow.organization_id == organization_id, AuditRow.id == last)
    position = await session.scalar(query)
    if position is None:
        raise InvalidInput(f"The cursor {cursor!r} is not one that this API gave: use meta.next_cursor.")
    return position


def _to_entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        organization_id=row.organization_id,
        at=row.at,
        action=row.action,
        by=Actor(
            kind=ActorKind(row.by_kind),
            name=row.by_name,
            id=row.by_id,
            address=row.address,
            request_id=row.request_id,
        ),
        subject=row.subject,
        subject_id=row.subject_id,
        before=row.before,
        after=row.after,
    )


def record(
    transaction: AsyncSession,
    by: Actor,
    action: Action,
    *,
    organization_id: UUID,
    at: datetime,
    subject: str,
    subject_id: UUID | str | None = None,
    before: Fields | None = None,
    after: Fields | None = None,
) -> None:
    """Enter that `by` did `action` to the subject, if the transaction is committed.

    Of `before` and `after` the fields that differ are kept. Where both are given and nothing differs nothing was
    changed, and nothing is entered.
    """
    old, new = difference(before, after)
    if before is not None and after is not None and old == new:
        return
    transaction.add(
        AuditRow(
            id=uuid4(),
            organization_id=organization_id,
            at=at,
            action=action,
            by_kind=by.kind,
            by_id=by.id,
            by_name=by.name,
            address=by.address,
            request_id=by.request_id,
            subject=subject,
            subject_id=None if subject_id is None else str(subject_id),
            before=old,
            after=new,
        )
    )
