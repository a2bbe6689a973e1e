"""Which channel hears of what, when it is tried again, and what is no channel."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from stackspend.errors import InvalidInput
from stackspend.warning.alerts import Alert, Cause, Message, State
from stackspend.warning.anomaly import Severity
from stackspend.warning.notify.channels import Channel, ChannelKind, NewChannel, QuietHours, read_channel
from stackspend.warning.notify.chat import chat_services, check_chat
from stackspend.warning.notify.deliveries import Attempt, Delivery, DeliveryState, after
from stackspend.warning.scopes import WHOLE
from stackspend.warning.telling import DIGEST, tell

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def alert(severity: Severity = Severity.HIGH, team: str | None = None, number: int = 1) -> Alert:
    cause = Cause(
        key=str(number),
        kind="spike",
        severity=severity,
        title=f"Spend {number} is far above the usual",
        summary="$90.00 instead of about $10.00.",
        scope=WHOLE,
        began=NOW,
        impact=Decimal(number),
        levels=("detected",),
        team=team,
    )
    return Alert(id=UUID(int=number), cause=cause, state=State.NEW, opened_at=NOW, seen_at=NOW, grave_since=NOW)


def channel(
    kind: ChannelKind = ChannelKind.EMAIL,
    *,
    teams: tuple[str, ...] = (),
    least: Severity = Severity.LOW,
    quiet: QuietHours | None = None,
    active: bool = True,
) -> Channel:
    return Channel(
        id=UUID(int=9),
        created_at=NOW,
        name="Ops",
        kind=kind,
        target="ops@acme.example",
        teams=teams,
        least_severity=least,
        quiet_hours=quiet,
        active=active,
    )


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        pytest.param(channel(), True, id="everything"),
        pytest.param(channel(teams=("Platform",)), True, id="of its team"),
        pytest.param(channel(teams=("Research",)), False, id="of another team"),
        pytest.param(channel(least=Severity.HIGH), True, id="grave enough"),
        pytest.param(channel(least=Severity.CRITICAL), False, id="not grave enough"),
        pytest.param(channel(active=False), False, id="switched off"),
    ],
)
def test_a_channel_hears_of_its_teams_and_severities(chosen: Channel, wanted: bool) -> None:
    assert chosen.wants(alert(team="Platform")) is wanted


NIGHT, NOON_HOUR = QuietHours(time(22), time(7)), QuietHours(time(12), time(13))


@pytest.mark.parametrize(
    ("quiet", "now", "due"),
    [
        pytest.param(NIGHT, "2026-11-24T20:59+00:00", "2026-11-24T20:59+00:00", id="before the night"),
        pytest.param(NIGHT, "2026-11-24T21:00+00:00", "2026-11-25T06:00+00:00", id="in the night"),
        pytest.param(NIGHT, "2026-11-25T05:59+00:00", "2026-11-25T06:00+00:00", id="after midnight"),
        pytest.param(NIGHT, "2026-03-28T22:00+00:00", "2026-03-29T05:00+00:00", id="the clock goes forward"),
        pytest.param(NIGHT, "2026-10-24T22:00+00:00", "2026-10-25T06:00+00:00", id="the clock goes back"),
        pytest.param(NOON_HOUR, "2026-11-24T11:30+00:00", "2026-11-24T12:00+00:00", id="by day"),
    ],
)
def test_what_can_wait_waits_for_the_end_of_the_quiet_hours(quiet: QuietHours, now: str, due: str) -> None:
    at = datetime.fromisoformat(now)
    assert channel(quiet=quiet).not_before(Severity.HIGH, BERLIN, at) == datetime.fromisoformat(due)
    assert channel(quiet=quiet).not_before(Severity.CRITICAL, BERLIN, at) == at


def test_people_get_a_digest_as_one_message_and_programs_each_event() -> None:
    digest = Message(tuple((alert(number=n), "detected") for n in (1, 2, 3)))
    people, program = channel(), channel(ChannelKind.WEBHOOK)
    told = tell([digest], [people, program], organization_id=UUID(int=5), public_url="http://x", zone=UTC, now=NOW)
    assert [one.event for one in told] == [DIGEST, *["anomaly.created"] * 3]


def test_a_failed_delivery_is_tried_five_times_more_over_a_day() -> None:
    delivery = Delivery(
        id=UUID(int=1),
        organization_id=UUID(int=2),
        channel_id=UUID(int=3),
        event="anomaly.created",
        content={},
        created_at=NOW,
        due_at=NOW,
        state=DeliveryState.WAITING,
        attempts=(),
    )
    pauses: list[timedelta] = []
    while delivery.state is DeliveryState.WAITING:
        failed = after(delivery, Attempt(delivery.due_at, 500, "x" * 1000, delivered=False))
        pauses.append(failed.due_at - delivery.due_at)
        delivery = failed
    assert delivery.state is DeliveryState.FAILED
    assert len(delivery.attempts) == 6
    assert sum(pauses, timedelta(0)) == timedelta(days=1)
    assert pauses[:5] == sorted(pauses[:5])
    assert {len(one.answer) for one in delivery.attempts} == {300}


@pytest.mark.parametrize(
    ("kind", "target", "why"),
    [
        pytest.param(ChannelKind.WEBHOOK, "http://example.com", "begins with https://", id="in clear"),
        pytest.param(ChannelKind.WEBHOOK, "https://user:secret@example.com", "without a user name", id="a password"),
        pytest.param(ChannelKind.WEBHOOK, "https://", "is an https:// address", id="no host"),
        pytest.param(ChannelKind.EMAIL, "nobody", "nobody", id="no address"),
        pytest.param(ChannelKind.EMAIL, " , ", "Give 1 to 50", id="no address at all"),
        pytest.param(ChannelKind.CHAT, "slack", "is the address of its service", id="no URL"),
        pytest.param(ChannelKind.CHAT, "", "1 to 2,000 characters", id="nothing"),
    ],
)
def test_what_is_no_channel_is_refused(kind: ChannelKind, target: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        read_channel(NewChannel(name="Ops", kind=kind, target=target), allow_private=False)


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("ntfy://localhost/alerts", "may lead into the own network"),
        ("workflows://10.0.0.1/a/b", "which is none of"),
        ("file:///etc/passwd", "There is no chat 'file'"),
        ("json://localhost", "There is no chat 'json'"),
        ("slack://nonsense", "is not complete"),
    ],
)
def test_a_chat_that_may_lead_inside_or_is_not_complete_is_refused(target: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        check_chat(target, allow_private=False)


def test_a_complete_chat_is_taken() -> None:
    check_chat("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#spend", allow_private=False)
    check_chat("ntfy://localhost/alerts", allow_private=True)


def test_every_service_of_the_form_is_one_that_apprise_sends_to() -> None:
    from apprise import Apprise

    known = {
        scheme
        for service in Apprise().details()["schemas"]
        for scheme in (*(service["protocols"] or ()), *(service["secure_protocols"] or ()))
    }
    services = chat_services(allow_private=True)
    assert [one.scheme for one in services if one.scheme not in known] == []
    assert all(one.shape.startswith(f"{one.scheme}://") for one in services)
