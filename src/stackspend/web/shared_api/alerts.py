"""Alerts and anomalies: list them, look at one, and acknowledge, resolve, dismiss, snooze it or call it false."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.types import ControllerRouterHandler

from stackspend.access.members import Role
from stackspend.actor import ActorKind
from stackspend.errors import CrossSite, InsufficientRole, InvalidInput, InvalidScope, NotFound, Unauthenticated
from stackspend.reports.question import read_limit
from stackspend.warning import alerts
from stackspend.warning.alerts import State
from stackspend.warning.causes import BUDGET
from stackspend.web.asker import GivenAsker
from stackspend.web.dependencies import GivenAlertCatalog, GivenInstant, GivenMeta, GivenPicture
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.shared_api.alert_answers import AlertDetail, AlertView, alert_view, picture_view

_READ = {"scope": "anomalies:read", "least_role": Role.MEMBER}
_WRITE = {"scope": "anomalies:write", "least_role": Role.MEMBER}
_READING = refusals(InvalidInput, Unauthenticated, InvalidScope, InsufficientRole)
_ACTING = refusals(InvalidInput, Unauthenticated, InvalidScope, InsufficientRole, CrossSite, NotFound)
_LONGEST_SNOOZE = timedelta(days=90)
_MOST = 500


class Owner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The member whose it is; null for nobody."""

    owner_id: UUID | None


class Snooze(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Until when nothing shall be told of it: at most 90 days."""

    until: datetime


@get("/alerts", summary="Alerts", opt=_READ, responses=_READING)
async def list_alerts(
    asker: GivenAsker,
    alert_catalog: GivenAlertCatalog,
    meta: GivenMeta,
    *,
    only_open: FromQuery[bool] = True,
    limit: FromQuery[int] = 100,
) -> Answer[list[AlertView]]:
    """The newest first; those that are open, unless `only_open` is false."""
    most = read_limit(limit, _MOST)
    found = await alert_catalog.alerts(asker.organization_id, only_open=only_open, limit=most)
    emails = await alert_catalog.emails(asker.organization_id)
    return Answer(data=[alert_view(alert, emails) for alert in found], meta=meta)


@get("/anomalies", summary="Anomalies", opt=_READ, responses=_READING)
async def list_anomalies(
    asker: GivenAsker,
    alert_catalog: GivenAlertCatalog,
    meta: GivenMeta,
    *,
    only_open: FromQuery[bool] = False,
    limit: FromQuery[int] = 100,
) -> Answer[list[AlertView]]:
    """The alerts that are no budget's, the newest first."""
    most = read_limit(limit, _MOST)
    found = await alert_catalog.alerts(asker.organization_id, only_open=only_open, limit=most, but=BUDGET)
    emails = await alert_catalog.emails(asker.organization_id)
    return Answer(data=[alert_view(alert, emails) for alert in found], meta=meta)


@get(
    "/alerts/{alert_id:uuid}",
    summary="One alert, with what to draw of it",
    opt=_READ,
    responses=refusals(InvalidInput, Unauthenticated, InvalidScope, InsufficientRole, NotFound),
)
async def read_alert(
    alert_id: FromPath[UUID],
    asker: GivenAsker,
    alert_catalog: GivenAlertCatalog,
    picture_of: GivenPicture,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[AlertDetail]:
    """An alert with its probable causes and the numbers that it was raised from."""
    found = await alert_catalog.alert(asker.organization_id, alert_id)
    if found is None:
        raise NotFound(f"There is no alert {alert_id} here.")
    emails = await alert_catalog.emails(asker.organization_id)
    drawn = picture_view(await picture_of(asker.organization_id, found, now), found)
    return Answer(data=AlertDetail(alert=alert_view(found, emails), picture=drawn), meta=meta)


@post(
    "/alerts/{alert_id:uuid}/acknowledge",
    summary="Acknowledge an alert",
    opt=_WRITE,
    status_code=200,
    responses=_ACTING,
)
async def acknowledge_alert(
    alert_id: FromPath[UUID],
    asker: GivenAsker,
    alert_catalog: GivenAlertCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[AlertView]:
    """Somebody has seen to it: it does not escalate, and belongs to who acknowledged it if it belonged to nobody."""
    member = asker.by.id if asker.by.kind is ActorKind.MEMBER else None

    def change(alert: alerts.Alert) -> alerts.Alert:
        seen_to = alerts.acknowledge(alert)
        owner = seen_to.owner_id or member if seen_to.state.is_open else seen_to.owner_id
        return msgspec.structs.replace(seen_to, owner_id=owner)

    return await _changed(alert_catalog, asker, alert_id, change, now, meta)


@post("/alerts/{alert_id:uuid}/resolve", summary="Resolve an alert", opt=_WRITE, status_code=200, responses=_ACTING)
async def resolve_alert(
    alert_id: FromPath[UUID],
    asker: GivenAsker,
    alert_catalog: GivenAlertCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[AlertView]:
    """The cause is dealt with; nothing more is told of it."""
    return await _changed(alert_catalog, asker, alert_id, _closing(State.RESOLVED, asker, now), now, meta)


@post("/alerts/{alert_id:uuid}/dismiss", summary="Dismiss an alert", opt=_WRITE, status_code=200, responses=_ACTING)
async def dismiss_alert(
    alert_id: FromPath[UUID],
    asker: GivenAsker,
    alert_catalog: GivenAlertCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[AlertView]:
    """It is right, and nobody has to do anything."""
    return await _changed(alert_catalog, asker, alert_id, _closing(State.DISMISSED, asker, now), now, meta)


@post(
    "/alerts/{alert_id:uuid}/false-positive",
    summary="Call an alert a false positive",
    opt=_WRITE,
    status_code=200,
    responses=_ACTING,
)
async def call_alert_false(
    alert_id: FromPath[UUID],
    asker: GivenAsker,
    alert_catalog: GivenAlertCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[AlertView]:
    """It is wrong: from now on half as much again is asked of such an anomaly in this scope."""
    return await _changed(alert_catalog, asker, alert_id, _closing(State.FALSE_POSITIVE, asker, now), now, meta)


@post("/alerts/{alert_id:uuid}/snooze", summary="Snooze an alert", opt=_WRITE, status_code=200, responses=_ACTING)
async def snooze_alert(
    alert_id: FromPath[UUID],
    data: JSONBody[Snooze],
    asker: GivenAsker,
    alert_catalog: GivenAlertCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[AlertView]:
    """Nothing is told of it, and it does not escalate, until then; then it is told what it has come to."""
    if data.until.tzinfo is None or not now < data.until <= now + _LONGEST_SNOOZE:
        raise InvalidInput("An alert is snoozed until an instant with a zone, within the next 90 days.")
    return await _changed(alert_catalog, asker, alert_id, lambda alert: alerts.snooze(alert, data.until), now, meta)


@put(
    "/alerts/{alert_id:uuid}/owner",
    summary="Give an alert to somebody",
    opt=_WRITE,
    responses=_ACTING,
)
async def assign_alert(
    alert_id: FromPath[UUID],
    data: JSONBody[Owner],
    asker: GivenAsker,
    alert_catalog: GivenAlertCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[AlertView]:
    """It is a member's to see to, or nobody's."""
    changed = await alert_catalog.assign_alert(asker.organization_id, alert_id, data.owner_id, by=asker.by, at=now)
    emails = await alert_catalog.emails(asker.organization_id)
    return Answer(data=alert_view(changed, emails), meta=meta)


def _closing(state: State, asker: GivenAsker, now: datetime) -> Callable[[alerts.Alert], alerts.Alert]:
    return lambda alert: alerts.close(alert, state, by=asker.by.name, at=now)


async def _changed(
    catalog: GivenAlertCatalog,
    asker: GivenAsker,
    alert_id: UUID,
    change: Callable[[alerts.Alert], alerts.Alert],
    now: datetime,
    meta: GivenMeta,
) -> Answer[AlertView]:
    changed = await catalog.change_alert(asker.organization_id, alert_id, change, by=asker.by, at=now)
    return Answer(data=alert_view(changed, await catalog.emails(asker.organization_id)), meta=meta)


ALERT_HANDLERS: tuple[ControllerRouterHandler, ...] = (
    list_alerts,
    list_anomalies,
    read_alert,
    acknowledge_alert,
    resolve_alert,
    dismiss_alert,
    call_alert_false,
    snooze_alert,
    assign_alert,
)
