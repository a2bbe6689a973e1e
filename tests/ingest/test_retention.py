"""The keeper: what is forgotten when, with the clock as an argument."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec

from stackspend.actor import Actor
from stackspend.ingest.retention import Keeper
from stackspend.ledger.retention import Retention

ACME = UUID(int=1)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Chosen:
    """A catalog with one organization's retention."""

    def __init__(self, retention: Retention) -> None:
        self.kept = retention

    async def retention(self, organization_id: UUID) -> Retention:
        return self.kept

    async def retentions(self) -> Mapping[UUID, Retention]:
        return {ACME: self.kept}

    async def change_retention(
        self, organization_id: UUID, *, raw_days: int | None, item_months: int | None, by: Actor, at: datetime
    ) -> Retention:
        self.kept = msgspec.structs.replace(self.kept, raw_days=raw_days, item_months=item_months)
        return self.kept

    async def move_kept_since(self, organization_id: UUID, day: date, *, by: Actor, at: datetime) -> None:
        self.kept = msgspec.structs.replace(self.kept, kept_since=day)


class Forgotten:
    """A ledger that notes what it was told to forget."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def forget_raw_batches(self, organization_id: UUID, received_before: datetime) -> bool:
        self.told.append(received_before)
        return True

    def forget_days(self, organization_id: UUID, before: date) -> bool:
        self.told.append(before)
        return True


async def kept_at(now: datetime, retention: Retention) -> tuple[Keeper, list[object]]:
    """A keeper that has applied the retention at this instant, and what it forgot."""
    ledger = Forgotten()
    keeper = Keeper(Chosen(retention), ledger, lambda: now)
    await keeper.refresh()
    await keeper.apply()
    return keeper, ledger.told


async def test_days_and_raw_batches_are_forgotten_by_the_clock() -> None:
    keeper, told = await kept_at(NOON, Retention(raw_days=30, item_months=3))
    assert told == [date(2026, 8, 1), NOON - timedelta(days=30)]
    assert keeper.kept_since(ACME) == date(2026, 8, 1)


async def test_the_month_of_utc_decides() -> None:
    _, told = await kept_at(datetime(2026, 11, 30, 23, 59, tzinfo=UTC), Retention(item_months=3))
    assert told == [date(2026, 8, 1)]
    _, told = await kept_at(datetime(2026, 12, 1, tzinfo=UTC), Retention(item_months=3))
    assert told == [date(2026, 9, 1)]


async def test_for_ever_forgets_nothing_but_what_was_forgotten() -> None:
    _, told = await kept_at(NOON, Retention())
    assert told == []
    _, told = await kept_at(NOON, Retention(kept_since=date(2026, 6, 1)))
    assert told == [date(2026, 6, 1)]


async def test_days_are_refused_before_they_are_forgotten() -> None:
    kept: list[date | None] = []

    class Looking(Forgotten):
        def forget_days(self, organization_id: UUID, before: date) -> bool:
            kept.append(keeper.kept_since(ACME))
            return True

    keeper = Keeper(Chosen(Retention(item_months=3)), Looking(), lambda: NOON)
    await keeper.refresh()
    await keeper.apply()
    assert kept == [date(2026, 8, 1)]
