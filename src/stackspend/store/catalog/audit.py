"""The audit: entries are written in the transaction of their change, and read newest first; nothing alters them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action, Fields, difference
from stackspend.actor import Actor
from stackspend.store.catalog.rows import AuditRow


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
