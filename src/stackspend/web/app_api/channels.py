"""Channels: where messages go, a test of each, the secret of webhooks, and what became of deliveries."""

import asyncio
from contextlib import suppress
from datetime import time
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.types import ControllerRouterHandler

from stackspend.access.members import Role
from stackspend.errors import (
    Conflict,
    CrossSite,
    InsufficientRole,
    InvalidInput,
    NotFound,
    TransientError,
    Unauthenticated,
)
from stackspend.settings import Settings
from stackspend.warning.anomaly import Severity
from stackspend.warning.notify.channels import (
    Channel,
    ChannelKind,
    NewChannel,
    QuietHours,
    read_channel,
)
from stackspend.warning.notify.chat import ChatService, chat_services, check_chat
from stackspend.warning.notify.deliveries import NewDelivery
from stackspend.warning.notify.targets import look_up
from stackspend.warning.notify.webhook import new_secret
from stackspend.warning.notify.wording import Notice
from stackspend.web.app_api.channel_answers import (
    ChannelView,
    CreatedChannel,
    DeliveryView,
    SentQuietHours,
    channel_view,
    delivery_view,
)
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenChannelCatalog, GivenInstant, GivenMeta, GivenSettings
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn

TEST_EVENT = "test"
_READ = {"least_role": Role.MEMBER}
_WRITE = {"least_role": Role.ADMIN}
_READING = refusals(InvalidInput, Unauthenticated, InsufficientRole)
_WRITING = refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite, NotFound, Conflict)


class SentChannel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A channel to keep. `target` is a webhook's address, e-mail addresses separated by commas, or a chat's URL; left
    out in a change, it stays as it is."""

    name: str
    kind: ChannelKind
    target: str | None = None
    teams: list[str] = msgspec.field(default_factory=list)
    least_severity: Severity = Severity.LOW
    quiet_hours: SentQuietHours | None = None
    alerts: bool = True
    reports: bool = False
    active: bool = True


@get("/channels", summary="Channels", opt=_READ, responses=_READING)
async def list_channels(
    signed_in: GivenSignedIn, channel_catalog: GivenChannelCatalog, meta: GivenMeta
) -> Answer[list[ChannelView]]:
    """All channels, by name."""
    found = await channel_catalog.channels(signed_in.organization.id)
    return Answer(data=[channel_view(one) for one in found], meta=meta)


@get("/chat-services", summary="The services that a chat can be of", opt=_READ, responses=_READING)
async def list_chat_services(settings: GivenSettings, meta: GivenMeta) -> Answer[list[ChatService]]:
    """By title, those inside the own network only where that is allowed."""
    return Answer(data=chat_services(allow_private=settings.private_targets), meta=meta)


@post("/channels", summary="Add a channel", opt=_WRITE, responses=_WRITING)
async def add_channel(
    data: JSONBody[SentChannel],
    signed_in: GivenSignedIn,
    by: GivenActor,
    channel_catalog: GivenChannelCatalog,
    settings: GivenSettings,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[CreatedChannel]:
    """A new channel; a webhook's answer is the only one that ever holds its secret."""
    new = _read(data, data.target or "", settings)
    await _refuse_inside(new, settings)
    secret = new_secret() if new.kind is ChannelKind.WEBHOOK else None
    made = await channel_catalog.add_channel(signed_in.organization.id, new, secret=secret, by=by, at=now)
    return Answer(data=CreatedChannel(channel=channel_view(made), secret=secret), meta=meta)


@put("/channels/{channel_id:uuid}", summary="Change a channel", opt=_WRITE, responses=_WRITING)
async def change_channel(
    channel_id: FromPath[UUID],
    data: JSONBody[SentChannel],
    signed_in: GivenSignedIn,
    by: GivenActor,
    channel_catalog: GivenChannelCatalog,
    settings: GivenSettings,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[ChannelView]:
    """Another name, target or choice of messages; the kind stays."""
    organization_id = signed_in.organization.id
    before = await _one(channel_catalog, organization_id, channel_id)
    new = _read(data, data.target or before.target, settings)
    await _refuse_inside(new, settings)
    changed = await channel_catalog.change_channel(organization_id, channel_id, new, by=by, at=now)
    return Answer(data=channel_view(changed), meta=meta)


@delete("/channels/{channel_id:uuid}", summary="Remove a channel", opt=_WRITE, status_code=200, responses=_WRITING)
async def remove_channel(
    channel_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    by: GivenActor,
    channel_catalog: GivenChannelCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[ChannelView]:
    """Forget it with its deliveries; what waits is not delivered any more."""
    removed = await channel_catalog.remove_channel(signed_in.organization.id, channel_id, by=by, at=now)
    return Answer(data=channel_view(removed), meta=meta)


@post(
    "/channels/{channel_id:uuid}/rotate-secret",
    summary="Rotate a webhook's secret",
    opt=_WRITE,
    status_code=200,
    responses=_WRITING,
)
async def rotate_channel_secret(
    channel_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    by: GivenActor,
    channel_catalog: GivenChannelCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[CreatedChannel]:
    """Sign with a new secret from now on; this answer is the only one that ever holds it."""
    secret = new_secret()
    changed = await channel_catalog.rotate_channel_secret(signed_in.organization.id, channel_id, secret, by=by, at=now)
    return Answer(data=CreatedChannel(channel=channel_view(changed), secret=secret), meta=meta)


@post("/channels/{channel_id:uuid}/test", summary="Test a channel", opt=_WRITE, status_code=202, responses=_WRITING)
async def test_channel(
    channel_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    channel_catalog: GivenChannelCatalog,
    settings: GivenSettings,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[UUID]:
    """Send a message that says it is a test; answers the id of its delivery, whose outcome is in the log."""
    organization_id = signed_in.organization.id
    channel = await _one(channel_catalog, organization_id, channel_id)
    notice = Notice(
        subject="A test from StackSpend",
        lines=(f"{signed_in.member.email} tested the channel {channel.name}. Alerts will arrive like this.",),
        action="Open StackSpend",
        url=settings.public_url,
    )
    content = msgspec.to_builtins(notice)
    if channel.kind is ChannelKind.WEBHOOK:
        content = {
            "event": TEST_EVENT,
            "created_at": now.isoformat(),
            "organization_id": str(organization_id),
            "data": content,
        }
    test = NewDelivery(channel_id=channel.id, event=TEST_EVENT, content=content, due_at=now)
    (delivery_id,) = await channel_catalog.enqueue(organization_id, [test], at=now)
    return Answer(data=delivery_id, meta=meta)


@get(
    "/deliveries",
    summary="The delivery log",
    opt=_READ,
    responses=refusals(InvalidInput, Unauthenticated, InsufficientRole, NotFound),
)
async def list_deliveries(
    signed_in: GivenSignedIn,
    channel_catalog: GivenChannelCatalog,
    meta: GivenMeta,
    channel_id: FromQuery[UUID | None] = None,
) -> Answer[list[DeliveryView]]:
    """The last hundred deliveries, newest first, of one channel or of all."""
    organization_id = signed_in.organization.id
    if channel_id is not None:
        await _one(channel_catalog, organization_id, channel_id)
    found = await channel_catalog.deliveries(organization_id, channel_id=channel_id)
    return Answer(data=[delivery_view(one) for one in found], meta=meta)


async def _one(catalog: GivenChannelCatalog, organization_id: UUID, channel_id: UUID) -> Channel:
    found = [one for one in await catalog.channels(organization_id) if one.id == channel_id]
    if not found:
        raise NotFound(f"There is no channel {channel_id} here.")
    return found[0]


def _read(sent: SentChannel, target: str, settings: Settings) -> NewChannel:
    quiet = sent.quiet_hours
    new = read_channel(
        NewChannel(
            name=sent.name,
            kind=sent.kind,
            target=target,
            teams=tuple(sent.teams),
            least_severity=sent.least_severity,
            quiet_hours=QuietHours(_time(quiet.start), _time(quiet.end)) if quiet else None,
            alerts=sent.alerts,
            active=sent.active,
        ),
        allow_private=settings.private_targets,
    )
    if new.kind is ChannelKind.CHAT:
        check_chat(new.target, allow_private=settings.private_targets)
    return new


async def _refuse_inside(new: NewChannel, settings: Settings) -> None:
    """Raises InvalidInput for a webhook that leads into the own network now; that is checked again at each use."""
    if new.kind is ChannelKind.WEBHOOK and not settings.private_targets:
        with suppress(TransientError):  # a name without an address may have one tomorrow
            await asyncio.to_thread(look_up, urlsplit(new.target).hostname or "", 443, allow_private=False)


def _time(text: str) -> time:
    try:
        read = time.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"{text!r} is no time; write it as 22:00.") from None
    return read.replace(second=0, microsecond=0, tzinfo=None)


CHANNEL_HANDLERS: tuple[ControllerRouterHandler, ...] = (
    list_channels,
    list_chat_services,
    add_channel,
    change_channel,
    remove_channel,
    rotate_channel_secret,
    test_channel,
    list_deliveries,
)
