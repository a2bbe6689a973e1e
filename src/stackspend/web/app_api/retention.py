"""How long telemetry is kept, and what another choice would delete at once."""

from datetime import UTC, date, datetime, timedelta
from typing import cast

import msgspec
from litestar import get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.types import ControllerRouterHandler

from stackspend.access.members import Role
from stackspend.errors import CrossSite, InsufficientRole, InvalidInput, Unauthenticated
from stackspend.ledger.retention import Retention, RetentionCatalog, first_day_kept, read_retention
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenInstant, GivenLedger, GivenMeta, GivenSettings
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn

_OWNER = {"least_role": Role.OWNER}
_CHANGING = refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite)


class RetentionChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Raw batches for so many days from their arrival, line items for so many whole months before the present one;
    null is for ever."""

    raw_days: int | None
    item_months: int | None


class RetentionView(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen. `kept_since` is the first day whose line items are kept, null if all are; `server_raw_days` is
    for how long the server keeps raw batches of anybody, null for ever."""

    raw_days: int | None
    item_months: int | None
    kept_since: date | None
    server_raw_days: int | None


class RetentionPreview(msgspec.Struct, frozen=True, kw_only=True):
    """What a choice would delete at once, and the first day that would then be kept, null if all are."""

    raw_batches: int
    raw_bytes: int
    line_items: int
    days: int
    kept_since: date | None


def provide_retention_catalog(state: State) -> RetentionCatalog:
    """The open catalog, for retention."""
    return cast("RetentionCatalog", state.catalog)


GivenRetentionCatalog = NamedDependency[RetentionCatalog]


@get(
    "/retention",
    summary="How long telemetry is kept",
    opt={"least_role": Role.MEMBER},
    responses=refusals(Unauthenticated, InsufficientRole),
)
async def read_retention_choice(
    signed_in: GivenSignedIn, retention_catalog: GivenRetentionCatalog, settings: GivenSettings, meta: GivenMeta
) -> Answer[RetentionView]:
    """Of raw batches and of line items."""
    kept = await retention_catalog.retention(signed_in.organization.id)
    return Answer(data=_view(kept, settings.raw_retention_days), meta=meta)


@put("/retention", summary="Choose how long telemetry is kept", opt=_OWNER, responses=_CHANGING)
async def choose_retention(
    data: JSONBody[RetentionChoice],
    signed_in: GivenSignedIn,
    by: GivenActor,
    retention_catalog: GivenRetentionCatalog,
    settings: GivenSettings,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[RetentionView]:
    """What is too old by it is deleted within a minute, and from then on every day. That cannot be undone."""
    chosen = read_retention(data.raw_days, data.item_months)
    kept = await retention_catalog.change_retention(
        signed_in.organization.id, raw_days=chosen.raw_days, item_months=chosen.item_months, by=by, at=now
    )
    return Answer(data=_view(kept, settings.raw_retention_days), meta=meta)


@post("/retention/preview", summary="What a choice would delete", status_code=200, opt=_OWNER, responses=_CHANGING)
async def preview_retention(
    data: JSONBody[RetentionChoice],
    signed_in: GivenSignedIn,
    retention_catalog: GivenRetentionCatalog,
    ledger: GivenLedger,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[RetentionPreview]:
    """Counted now. Nothing is deleted."""
    chosen, organization_id = read_retention(data.raw_days, data.item_months), signed_in.organization.id
    known = await retention_catalog.retention(organization_id)
    since = first_day_kept(msgspec.structs.replace(chosen, kept_since=known.kept_since), now.astimezone(UTC).date())
    before = _received_before(chosen, now)
    doomed = await ledger.ask(
        lambda: ledger.retention.doomed(organization_id, received_before=before, days_before=since)
    )
    return Answer(data=RetentionPreview(**msgspec.structs.asdict(doomed), kept_since=since), meta=meta)


def _received_before(chosen: Retention, now: datetime) -> datetime | None:
    return None if chosen.raw_days is None else now - timedelta(days=chosen.raw_days)


def _view(kept: Retention, server_raw_days: int) -> RetentionView:
    return RetentionView(
        raw_days=kept.raw_days,
        item_months=kept.item_months,
        kept_since=kept.kept_since,
        server_raw_days=server_raw_days or None,
    )


RETENTION_HANDLERS: tuple[ControllerRouterHandler, ...] = (read_retention_choice, choose_retention)
RETENTION_COUNT_HANDLERS: tuple[ControllerRouterHandler, ...] = (preview_retention,)
"""Those that ask the ledger."""
