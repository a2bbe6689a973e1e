"""Days that are forgotten leave nothing, those that are kept stay exactly as they were, and nothing comes back."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from stackspend.ingest.book import Bookkeeper
from stackspend.ledger.raw_batch import RawBatch
from stackspend.ledger.retention import Doomed
from stackspend.reports.answer import LineItemView
from stackspend.reports.question import NO_FILTERS, Attribution, Dimension, Period
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from stackspend.store.ledger.retention import Forgetting
from stackspend.store.ledger.roll_up import SpendDays
from tests.ledger.deliver import ACME, OTHER, PRICES, arrived, node
from tests.ledger.telemetry import CUMULATIVE, Body, logs, metric, metrics, point, record
from tests.store.ledger.backend import ALWAYS

NOVEMBER = date(2026, 11, 1)
OLD, YOUNG = Period(date(2026, 1, 1), date(2026, 10, 31)), Period(NOVEMBER, date(2026, 11, 30))
DAY = 24 * 3600.0
TOKENS = {"input_tokens": 1_000, "output_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}
HELD = "SELECT count() AS rows FROM {table:Identifier} WHERE organization_id = {organization_id:UUID}"


def request(days: float, session: str, cost: float) -> Body:
    """A request so many days after MORNING, the second of November."""
    who = {"session.id": session, "user.email": "bob@acme.example", "model": "claude-haiku-4-5"}
    return logs([record("api_request", days * DAY, **who, cost_usd=cost, request_id=f"r {days}", **TOKENS)])


def running_total(days: float, cost: float) -> Body:
    """What a session has cost since the end of September, by its cumulative metric."""
    stated = {"session__id": "metered", "model": "claude-haiku-4-5", "user__email": "bob@acme.example"}
    started = -33 * DAY
    return metrics([metric("cost.usage", [point(cost, started, days * DAY, **stated)], CUMULATIVE)])


COMMIT = metrics([metric("commit.count", [point(1, -41 * DAY, -40 * DAY, session__id="old")])])
SENT = [
    request(-40, "old", 1),
    request(-32, "both", 2),
    request(0, "both", 4),
    request(1, "young", 8),
    COMMIT,
    running_total(-31, 16),
    running_total(2, 24),
]


def items(reader: LedgerReader, period: Period, organization_id: UUID = ACME) -> list[LineItemView]:
    return reader.line_items.page(organization_id, period, filters=NO_FILTERS, limit=100).items


def spent(reader: LedgerReader, period: Period, *by: Dimension) -> Decimal:
    rows = reader.rollups.breakdown(ACME, period, by, by_day=False, most=100)
    return sum((row.net_amount_usd or Decimal(0) for row in rows), Decimal(0))


def booked_and_rolled_up(database: LedgerDatabase) -> list[RawBatch]:
    batches = arrived(SENT)
    node(Ledger(database)).book(batches)
    node(Ledger(database)).book(arrived(SENT[:1], organization_id=OTHER, first=100))
    days = database.rows("SELECT DISTINCT organization_id, usage_date FROM touched_days", {})
    SpendDays(database).roll_up([(row["organization_id"], row["usage_date"]) for row in days])
    return batches


def test_old_days_leave_nothing_and_young_ones_stay_exactly_as_they_were(
    database: LedgerDatabase, reader: LedgerReader
) -> None:
    booked_and_rolled_up(database)
    young, others = items(reader, YOUNG), items(reader, ALWAYS, OTHER)
    before = spent(reader, YOUNG)
    assert len(items(reader, OLD)) > 0

    assert Forgetting(database).forget_days(ACME, NOVEMBER)

    assert (items(reader, ALWAYS), items(reader, ALWAYS, OTHER)) == (young, others)
    for by in ((), (Dimension.USER,), (Dimension.SESSION,), (Dimension.MCP_SERVER, Dimension.USER)):
        assert (spent(reader, ALWAYS, *by), spent(reader, OLD, *by)) == (before, Decimal(0)), by
    activity = reader.activity.daily(ACME, ALWAYS, user=None, session=None, attribution=Attribution.LINKED)
    assert [day for day in activity if day < NOVEMBER] == []
    assert not Forgetting(database).forget_days(ACME, NOVEMBER)


def test_what_was_forgotten_is_not_booked_when_it_comes_again(database: LedgerDatabase, reader: LedgerReader) -> None:
    batches = booked_and_rolled_up(database)
    young = [(one.id, one.net_amount_usd) for one in items(reader, YOUNG)]
    Forgetting(database).forget_days(ACME, NOVEMBER)

    Bookkeeper(Ledger(database), lambda _: PRICES, lambda _: NOVEMBER).book(batches)
    Bookkeeper(Ledger(database), lambda _: PRICES, lambda _: NOVEMBER).book(arrived(SENT, first=50), again=False)

    assert items(reader, OLD) == []
    assert [(one.id, one.net_amount_usd) for one in items(reader, YOUNG)] == young
    assert [
        day
        for day in reader.activity.daily(ACME, ALWAYS, user=None, session=None, attribution=Attribution.LINKED)
        if day < NOVEMBER
    ] == []


def test_observations_go_with_the_last_of_their_session(database: LedgerDatabase) -> None:
    booked_and_rolled_up(database)
    Forgetting(database).forget_days(ACME, NOVEMBER)
    rows = database.rows("SELECT DISTINCT session FROM observations WHERE organization_id = {of:UUID}", {"of": ACME})
    assert {row["session"] for row in rows} == {"both", "young", "metered"}


def test_raw_batches_go_by_their_arrival_and_nothing_else_does(database: LedgerDatabase, reader: LedgerReader) -> None:
    batches = booked_and_rolled_up(database)
    known = items(reader, ALWAYS)
    third = batches[2].received_at
    assert Forgetting(database).forget_raw_batches(ACME, third)
    assert database.rows(HELD, {"table": "raw_batches", "organization_id": ACME})[0]["rows"] == len(batches) - 2
    assert items(reader, ALWAYS) == known
    assert not Forgetting(database).forget_raw_batches(ACME, third)


def test_what_would_be_deleted_is_counted_before(database: LedgerDatabase, reader: LedgerReader) -> None:
    batches = booked_and_rolled_up(database)
    old = items(reader, OLD)
    counted = reader.retention.doomed(ACME, received_before=batches[1].received_at, days_before=NOVEMBER)
    assert counted == Doomed(
        raw_batches=1,
        raw_bytes=len(batches[0].body),
        line_items=len(old),
        days=len({item.usage_date for item in old}),
    )
    assert reader.retention.doomed(ACME, received_before=None, days_before=None) == Doomed(
        raw_batches=0, raw_bytes=0, line_items=0, days=0
    )
