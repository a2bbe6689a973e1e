"""Reports are told once, whichever node comes first, and reach a real mail server."""

import asyncio
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from stackspend.access.audit import AuditFilters
from stackspend.access.members import Member
from stackspend.mail import Postman
from stackspend.store.catalog import Catalog
from stackspend.warning.catalog import ReportCatalog
from stackspend.warning.notify.channels import ChannelKind, NewChannel, QuietHours
from stackspend.warning.notify.courier import Courier
from stackspend.warning.report import ReportKind
from stackspend.warning.report_times import ReportTimes
from stackspend.warning.reporter import Reporter
from stackspend.warning.scopes import WHOLE, Scope, ScopeKind
from stackspend.warning.spend import SpendByScope
from stackspend.warning.windows import UTC, Span
from tests.store.catalog.conftest import NOON, member
from tests.warning.notify.receivers import mail_server

ALICE = member("alice")
DAY = timedelta(days=1)


async def spend_of(organization_id: UUID, now: datetime, *, tags: Collection[str] = ()) -> SpendByScope:
    """Ten dollars a day of one team with a name that means harm."""
    days = dict.fromkeys(Span(date(2026, 6, 1), now.date()).days(), Decimal(10))
    return SpendByScope({WHOLE: days, Scope(ScopeKind.TEAM, "<b>Ops</b>"): days}, {}, {}, UTC)


class Nodes:
    """Any number of nodes on one catalog, all with the same clock."""

    def __init__(self, *catalogs: Catalog) -> None:
        self.now = NOON
        self._reporters = [
            Reporter(one, spend_of, lambda: self.now, public_url="https://spend.example.com") for one in catalogs
        ]

    async def step(self) -> None:
        await asyncio.gather(*(one.step() for one in self._reporters))


async def mail(catalog: Catalog, owner: Member, quiet: QuietHours | None = None, *, reports: bool = True) -> None:
    new = NewChannel(name="Ops", kind=ChannelKind.EMAIL, target="ops@acme.example", quiet_hours=quiet, reports=reports)
    await catalog.add_channel(owner.organization_id, new, secret=None, by=ALICE, at=NOON)


async def events(catalog: Catalog, owner: Member) -> list[str]:
    return sorted(one.event for one in await catalog.deliveries(owner.organization_id))


def test_the_catalog_is_what_reports_ask_for(catalog: Catalog) -> None:
    assert isinstance(catalog, ReportCatalog)


async def test_two_nodes_and_a_restart_tell_each_day_once(catalog: Catalog, catalog_url: str, alice: Member) -> None:
    other = await Catalog.open(catalog_url)
    await mail(catalog, alice)
    nodes = Nodes(catalog, other)
    for _ in range(8):  # Sunday to Sunday
        await nodes.step()
        await Nodes(catalog).step()
        nodes.now += DAY
    await other.close()
    assert await events(catalog, alice) == [*["report.daily"] * 8, "report.weekly"]


async def test_what_was_missed_is_told_late_the_same_day_and_no_other(catalog: Catalog, alice: Member) -> None:
    await mail(catalog, alice)
    nodes = Nodes(catalog)
    nodes.now += 3 * DAY + timedelta(hours=11)
    await nodes.step()
    (only,) = await catalog.deliveries(alice.organization_id)
    assert (only.event, only.content["subject"]) == ("report.daily", "Daily report, Tuesday, 24 November: $10.00")


async def test_who_wants_none_gets_none_and_a_new_channel_begins_with_the_next(catalog: Catalog, alice: Member) -> None:
    nodes = Nodes(catalog)
    await nodes.step()
    await mail(catalog, alice)
    await nodes.step()
    assert await events(catalog, alice) == []
    off = ReportTimes(daily=False)
    assert await catalog.set_report_times(alice.organization_id, off, by=ALICE, at=NOON) == off
    nodes.now += DAY
    await nodes.step()
    assert await events(catalog, alice) == ["report.weekly"]


async def test_a_channel_without_reports_gets_none(catalog: Catalog, alice: Member) -> None:
    await mail(catalog, alice, reports=False)
    await Nodes(catalog).step()
    assert await events(catalog, alice) == []


async def test_a_report_waits_for_the_end_of_quiet_hours(catalog: Catalog, alice: Member) -> None:
    await mail(catalog, alice, QuietHours(time(8), time(14)))
    await Nodes(catalog).step()
    (waiting,) = await catalog.deliveries(alice.organization_id)
    assert waiting.due_at == NOON + timedelta(hours=2)


async def test_a_change_of_times_is_in_the_audit(catalog: Catalog, alice: Member) -> None:
    times = ReportTimes(at=time(7, 30), weekdays=(0, 4))
    await catalog.set_report_times(alice.organization_id, times, by=ALICE, at=NOON)
    assert await catalog.report_times(alice.organization_id) == times
    (newest,) = (await catalog.audit(alice.organization_id, AuditFilters(), limit=1)).entries
    assert (newest.action, newest.before, newest.after) == (
        "reports.changed",
        {"at": "09:00:00", "weekdays": [0, 1, 2, 3, 4, 5, 6]},
        {"at": "07:30:00", "weekdays": [0, 4]},
    )


async def test_the_report_arrives_at_a_mail_server_as_text_and_as_html(catalog: Catalog, alice: Member) -> None:
    await mail(catalog, alice)
    await Nodes(catalog).step()
    with mail_server() as box:
        postman = Postman(f"smtp://127.0.0.1:{box.port}", "stackspend@acme.example")
        courier = Courier(catalog, clock=lambda: NOON, postman=postman, allow_private=True)
        assert await courier.step() == 1
        courier.close()
        (letter,) = box.letters
    text, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert page is not None
    assert letter["Subject"] == "Daily report, Saturday, 21 November: $10.00"
    assert "By team:\n  <b>Ops</b> · $10.00 · no change" in text.get_content().replace("\r\n", "\n")
    assert "/dashboard/report?kind=daily&day=2026-11-21" in text.get_content()
    assert "&lt;b&gt;Ops&lt;/b&gt;" in page.get_content()
    assert ReportKind.DAILY in (await catalog.deliveries(alice.organization_id))[0].event
