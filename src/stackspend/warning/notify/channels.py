"""Where messages go: a webhook, e-mail addresses or a chat; and which messages each wants, and when."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from stackspend.access.names import read_email, read_name
from stackspend.errors import InvalidInput
from stackspend.warning.alerts import Alert
from stackspend.warning.anomaly import Severity

_MOST_ADDRESSES = 50
_LONGEST_TARGET = 2000


class ChannelKind(StrEnum):
    """How a channel carries messages."""

    WEBHOOK = "webhook"
    EMAIL = "email"
    CHAT = "chat"


class QuietHours(msgspec.Struct, frozen=True):
    """From a local time to another, over midnight if the second is earlier. What is critical does not keep quiet."""

    start: time
    end: time

    def over_at(self, zone: tzinfo, now: datetime) -> datetime | None:
        """When they are over, if they hold now; None if they do not."""
        local = now.astimezone(zone)
        clock = local.time().replace(tzinfo=None)
        overnight = self.end <= self.start
        holds = (clock >= self.start or clock < self.end) if overnight else self.start <= clock < self.end
        if not holds:
            return None
        day = local.date() + timedelta(days=1) if overnight and clock >= self.start else local.date()
        return datetime.combine(day, self.end, zone)


class NewChannel(msgspec.Struct, frozen=True, kw_only=True):
    """A channel to be kept. `target` is a URL, or e-mail addresses separated by commas; `teams` and `least_severity`
    choose among alerts, and no team means all of them."""

    name: str
    kind: ChannelKind
    target: str
    teams: tuple[str, ...] = ()
    least_severity: Severity = Severity.LOW
    quiet_hours: QuietHours | None = None
    alerts: bool = True
    reports: bool = False
    active: bool = True


class Channel(NewChannel, frozen=True, kw_only=True):
    """A channel that is kept."""

    id: UUID
    created_at: datetime

    def wants(self, alert: Alert) -> bool:
        """Whether an alert goes here."""
        cause = alert.cause
        of_team = not self.teams or cause.team in self.teams
        return self.active and self.alerts and of_team and cause.severity.rank >= self.least_severity.rank

    @property
    def wants_reports(self) -> bool:
        """Whether the daily and the weekly report go here; they are for people."""
        return self.active and self.reports and self.kind is not ChannelKind.WEBHOOK

    def not_before(self, severity: Severity, zone: tzinfo, now: datetime) -> datetime:
        """When a message of this severity may go out: now, or at the end of the quiet hours."""
        if self.quiet_hours is None or severity is Severity.CRITICAL:
            return now
        return self.quiet_hours.over_at(zone, now) or now


def read_channel(new: NewChannel, *, allow_private: bool) -> NewChannel:
    """The channel, name and target checked; raises InvalidInput. Where a URL leads is checked when it is used."""
    check = {ChannelKind.WEBHOOK: _read_webhook, ChannelKind.EMAIL: _read_addresses, ChannelKind.CHAT: _read_chat}
    target = new.target.strip()
    if new.kind is ChannelKind.WEBHOOK and not allow_private and not target.lower().startswith("https://"):
        raise InvalidInput(
            "A webhook's address begins with https://; STACKSPEND_PRIVATE_TARGETS=yes allows http:// too."
        )
    if not 0 < len(target) <= _LONGEST_TARGET:
        raise InvalidInput(f"The target of a channel has 1 to {_LONGEST_TARGET:,} characters.")
    return msgspec.structs.replace(
        new,
        name=read_name(new.name, of="the channel"),
        target=check[new.kind](target),
        teams=tuple(sorted({team.strip() for team in new.teams if team.strip()})),
    )


def addresses_of(target: str) -> list[str]:
    """The e-mail addresses of an e-mail channel."""
    return [address for address in (one.strip() for one in target.split(",")) if address]


def shown_target(channel: NewChannel) -> str:
    """The target as it may be shown: a chat's URL is a credential, and only its beginning is."""
    if channel.kind is ChannelKind.CHAT:
        return f"{channel.target.partition('://')[0]}://…"
    return channel.target


def _read_webhook(target: str) -> str:
    parts = urlsplit(target)
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.username is not None:
        raise InvalidInput("A webhook is an https:// address without a user name, as in https://example.com/hooks.")
    return target


def _read_addresses(target: str) -> str:
    addresses = addresses_of(target)
    if not addresses or len(addresses) > _MOST_ADDRESSES:
        raise InvalidInput(f"Give 1 to {_MOST_ADDRESSES} e-mail addresses, separated by commas.")
    return ",".join(_unique(read_email(address) for address in addresses))


def _read_chat(target: str) -> str:
    if "://" not in target:
        raise InvalidInput("A chat is the address of its service, as in slack://token_a/token_b/token_c.")
    return target


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
