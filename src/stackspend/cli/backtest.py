"""`stackspend backtest`: how good the forecast and the search for anomalies are, as tables."""

import asyncio
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from cyclopts import Parameter

from stackspend.access.organizations import Organization
from stackspend.app import open_ledger
from stackspend.cli.organization import open_organization
from stackspend.cli.terminal import say
from stackspend.errors import InvalidInput, NotFound
from stackspend.reports.question import Period
from stackspend.settings import Settings, read_settings
from stackspend.store.ledger.rollups import Rollups
from stackspend.warning import backtest as measure
from stackspend.warning.backtest import SHOWN_DAYS, Backtest, Rule
from stackspend.warning.history import History
from stackspend.warning.measure import alarms_a_month
from stackspend.warning.measure import measure as measure_anomalies
from stackspend.warning.synthetic import Kind
from stackspend.warning.windows import ONE_DAY, day_in

_MOST_DAYS = 4_000
_UNSEEN = 101  # the detectors were tuned on other seeds
_BEGINNING = date(2020, 1, 1)


def backtest(
    *,
    organization: str | None = None,
    organizations: str | None = None,
    anomalies: Annotated[bool, Parameter(negative=())] = False,
    data_dir: str | None = None,
) -> None:
    """Measure the forecast on months that are over, or the search for anomalies, as a table.

    Parameters
    ----------
    organization
        The name of an organization: its own history is replayed. The server must be stopped if the ledger is
        embedded. Without it, made-up organizations of each kind are.
    organizations
        How many organizations of each kind are made up: 6, or 10 for anomalies, unless told otherwise.
    anomalies
        Measure how well anomalies are found that were planted in made-up telemetry.
    data_dir
        The folder of the embedded stores; the same as STACKSPEND_DATA_DIR.
    """
    if anomalies:
        say("\n".join(anomaly_tables(range(_UNSEEN, _UNSEEN + _read_count(organizations or "10")))))
        return
    if organization is None:
        seeds = range(1, _read_count(organizations or "6") + 1)
        rows = {kind.value: measure.backtest_synthetic(kind, seeds) for kind in Kind}
    else:
        history = read_history(read_settings(os.environ, data_dir=data_dir), organization)
        rows = {organization: measure.backtest([history])}
    if not all(rows.values()):
        raise NotFound("There is no month to measure: a month is measured once it is over.")
    say("\n".join(table({name: measured for name, measured in rows.items() if measured})))


def read_history(settings: Settings, name: str) -> History:
    """The organization's spend by day of its time zone, up to yesterday."""
    chosen = asyncio.run(_organization(settings, name))
    yesterday = day_in(ZoneInfo(chosen.time_zone), datetime.now(UTC)) - ONE_DAY
    database = open_ledger(settings)
    try:
        period = Period(_BEGINNING, yesterday, chosen.time_zone)
        days = Rollups(database).breakdown(chosen.id, period, (), by_day=True, most=_MOST_DAYS)
    finally:
        database.close()
    by_day = {row.date: row.net_amount_usd or Decimal(0) for row in days if row.date is not None}
    return History.of(by_day, yesterday)


def table(rows: dict[str, Backtest]) -> Iterable[str]:
    """A table in Markdown: each rule's error over all evenings, how often the band held, our error by day."""
    titles = ["organization", *Rule, "within the band", *(f"day {day}" for day in SHOWN_DAYS)]
    yield f"| {' | '.join(titles)} |"
    yield f"|---{'|--:' * (len(titles) - 1)}|"
    for name, measured in rows.items():
        errors = [_percent(measured.overall.wape[rule]) for rule in Rule]
        by_day = [measured.by_day.get(day) for day in SHOWN_DAYS]
        shown = [_percent(score.wape[Rule.OURS]) if score else "" for score in by_day]
        yield f"| {' | '.join([name, *errors, _percent(measured.overall.covered), *shown])} |"


def anomaly_tables(seeds: Sequence[int]) -> Iterable[str]:
    """Two tables in Markdown: precision and recall by kind, and the alarms of organizations without any anomaly."""
    yield "| kind | planted | found | false alarms | precision | recall |\n|---|--:|--:|--:|--:|--:|"
    for kind, one in measure_anomalies(seeds).items():
        shares = f"{one.precision:.2f} | {one.recall:.2f}"
        yield f"| {kind.replace('_', ' ')} | {one.planted} | {one.found} | {one.false} | {shares} |"
    yield "\n| organization without a planted anomaly | alarms a month |\n|---|--:|"
    for base, alarms in alarms_a_month(seeds).items():
        yield f"| {base} | {alarms:.2f} |"


async def _organization(settings: Settings, name: str) -> Organization:
    async with open_organization(settings, name) as opened:
        return opened.organization


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def _read_count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 100):
        raise InvalidInput(f"--organizations is {text!r}, and must be a whole number from 1 to 100.")
    return int(text)
