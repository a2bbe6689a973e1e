"""A sample has the alerts that it would have had, and is left alone while it is being made."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from stackspend.actor import COMMAND_LINE
from stackspend.app import make_samples
from stackspend.sample.season import RUNAWAY_DAYS_AGO
from stackspend.store.catalog import Catalog
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.schema import migrate
from stackspend.warning.alerts import RESOLVED, State

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


async def test_the_session_that_ran_away_was_an_alert_then_and_is_over(tmp_path: Path) -> None:
    catalog = await Catalog.open(f"sqlite+aiosqlite:///{tmp_path}/catalog.sqlite3")
    owner = await catalog.first_owner(organization="Acme", email="alice@acme.example", by=COMMAND_LINE, at=NOW)
    database = await asyncio.to_thread(LedgerDatabase.open, f"chdb://{tmp_path / 'ledger'}")
    migrate(database)
    samples = make_samples(catalog, database, days=45)
    sample = await samples.make(owner.organization_id, by=COMMAND_LINE, now=NOW, tell=lambda _: None)
    alerts = await catalog.alerts(sample.id, limit=100)
    database.close()
    await catalog.close()
    (runaway,) = [alert for alert in alerts if alert.cause.kind == "runaway_session"]
    day = (NOW - timedelta(days=RUNAWAY_DAYS_AGO)).date()
    assert (runaway.opened_at.date(), runaway.state, runaway.told[-1]) == (day, State.RESOLVED, RESOLVED)
    assert runaway.cause.scope.value == "noah.adeyemi@example.com"
    assert [one.dimension for one in runaway.cause.contributors] == ["user", "model"]
    assert "claude-opus-5-5" in {alert.cause.subject for alert in alerts if alert.cause.kind == "new"}
    assert all(not alert.state.is_open for alert in alerts)
