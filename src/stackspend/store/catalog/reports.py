"""When reports are wanted, and that each is told once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.actor import Actor
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.outbox import add_deliveries
from stackspend.store.catalog.transactions import Transactions
from stackspend.store.catalog.warning_rows import ReportTimesRow, ToldReportRow
from stackspend.warning.notify.deliveries import NewDelivery
from stackspend.warning.report import ReportKind
from stackspend.warning.report_times import ReportTimes, Told

_KEPT = timedelta(days=60)


class Reports(Transactions):
    """The questions about reports."""

    async def report_times(self, organization_id: UUID) -> ReportTimes:
        """When the organization wants its reports."""
        async with self._reading() as session:
            return _to_times(await session.get(ReportTimesRow, organization_id))

    async def all_report_times(self) -> dict[UUID, ReportTimes]:
        """Of the organizations that have set them."""
        async with self._reading() as session:
            return {row.organization_id: _to_times(row) for row in await session.scalars(select(ReportTimesRow))}

    async def set_report_times(
        self, organization_id: UUID, times: ReportTimes, *, by: Actor, at: datetime
    ) -> ReportTimes:
        """Want them at other times."""
        async with self._alone() as session:
            row = await session.get(ReportTimesRow, organization_id)
            before = _to_times(row)
            if row is None:
                row = ReportTimesRow(organization_id=organization_id)
                session.add(row)
            row.content = msgspec.to_builtins(times)
            record(
                session,
                by,
                Action.REPORTS_CHANGED,
                organization_id=organization_id,
                at=at,
                subject="Reports",
                before=msgspec.to_builtins(before),
                after=row.content,
            )
            return times

    async def told_reports(self, *, since: date) -> dict[UUID, set[Told]]:
        """What was told since this day, by organization."""
        told: dict[UUID, set[Told]] = defaultdict(set)
        async with self._reading() as session:
            for row in await session.scalars(select(ToldReportRow).where(ToldReportRow.day >= since)):
                told[row.organization_id].add((ReportKind(row.kind), row.day))
        return told

    async def tell_report(
        self, organization_id: UUID, told: Told, deliveries: Iterable[NewDelivery], *, at: datetime
    ) -> bool:
        """Put a report into the outbox unless that was done before, in one transaction that no other node interleaves;
        answers whether it was not."""
        kind, day = told
        async with self._alone() as session:
            if await session.get(ToldReportRow, (organization_id, kind.value, day)) is not None:
                return False
            await _forget(session, organization_id, day - _KEPT)
            session.add(ToldReportRow(organization_id=organization_id, kind=kind, day=day, told_at=at))
            add_deliveries(session, organization_id, deliveries, at=at)
            return True


async def _forget(session: AsyncSession, organization_id: UUID, before: date) -> None:
    old = (ToldReportRow.organization_id == organization_id, ToldReportRow.day < before)
    await session.execute(delete(ToldReportRow).where(*old))


def _to_times(row: ReportTimesRow | None) -> ReportTimes:
    return ReportTimes() if row is None else msgspec.convert(row.content, ReportTimes)
