"""Spend for the pages: by up to two dimensions and over time, tokens by kind, and what there is to choose from."""

import msgspec
from litestar import get
from litestar.params import FromQuery

from stackspend.access.members import Role
from stackspend.errors import InsufficientRole, InvalidInput, Unauthenticated
from stackspend.reports.choices import MOST_VALUES, ValueChoice, tag_names, value_choices
from stackspend.reports.explore import MOST_GROUPS, Exploration, ExploredSpend, explore, read_dimensions, read_filters
from stackspend.reports.question import Filters, Granularity, Period, read_field, read_limit
from stackspend.reports.token_kinds import ExploredTokens, explore_tokens
from stackspend.web.app_api.overview import read_overview
from stackspend.web.app_api.what_changed import read_what_changed
from stackspend.web.dependencies import GivenLedger, GivenMeta, GivenPerspective
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.roles import GivenSees
from stackspend.web.session_cookie import GivenSignedIn

_REFUSALS = refusals(InvalidInput, Unauthenticated, InsufficientRole)


@get("/spend", summary="Spend by dimensions and over time", opt={"least_role": Role.VIEWER}, responses=_REFUSALS)
async def read_spend(
    signed_in: GivenSignedIn,
    sees: GivenSees,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
    group_by: FromQuery[list[str] | None] = None,
    filter_by: FromQuery[list[str] | None] = None,
    granularity: FromQuery[Granularity] = Granularity.DAY,
    top: FromQuery[int] = 10,
    compare: FromQuery[bool] = False,  # noqa: FBT002 - it comes by its name
    series: FromQuery[bool] = True,  # noqa: FBT002
    attribution: FromQuery[str | None] = None,
) -> Answer[ExploredSpend]:
    """The largest `top` groups of a period, the rest together, and the total; each with its amount in every step.

    `group_by` takes up to two dimensions, `filter_by` any number of `dimension:value`; both take `tag:NAME` too.
    `compare` adds as many days before, `granularity` is the width of a step (of hours at most 31 days), and without
    `series` there are none. A viewer is answered the own spend.
    """
    organization_id = signed_in.organization.id
    asked = Exploration(
        period=Period.read(start_date, end_date, signed_in.organization.time_zone),
        dimensions=read_dimensions(group_by or []),
        filters=msgspec.structs.replace(read_filters(filter_by or []), user=sees.user),
        perspective=await perspective_of(organization_id, attribution),
        top=read_limit(top, MOST_GROUPS),
        compares=compare,
        every=granularity if series else None,
    )
    return Answer(data=await ledger.ask(lambda: explore(ledger.rollups, organization_id, asked)), meta=meta)


@get("/spend/tokens", summary="Tokens by kind", opt={"least_role": Role.VIEWER}, responses=_REFUSALS)
async def read_tokens(
    signed_in: GivenSignedIn,
    sees: GivenSees,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
    group_by: FromQuery[str | None] = None,
    filter_by: FromQuery[list[str] | None] = None,
    granularity: FromQuery[Granularity] = Granularity.DAY,
    top: FromQuery[int] = 10,
    compare: FromQuery[bool] = False,  # noqa: FBT002 - it comes by its name
) -> Answer[ExploredTokens]:
    """The same question as that of spend, of tokens: by kind, and by one dimension more.

    A line item's cost is stated for all of its tokens, so that a kind of them has a count and no amount.
    """
    organization_id = signed_in.organization.id
    asked = Exploration(
        period=Period.read(start_date, end_date, signed_in.organization.time_zone),
        dimensions=read_dimensions([group_by] if group_by else []),
        filters=msgspec.structs.replace(read_filters(filter_by or []), user=sees.user),
        perspective=await perspective_of(organization_id),
        top=read_limit(top, MOST_GROUPS),
        compares=compare,
        every=granularity,
    )
    return Answer(data=await ledger.ask(lambda: explore_tokens(ledger.rollups, organization_id, asked)), meta=meta)


@get("/spend/values", summary="Values to filter by", opt={"least_role": Role.VIEWER}, responses=_REFUSALS)
async def list_values(
    signed_in: GivenSignedIn,
    sees: GivenSees,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
    dimension: FromQuery[str],
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
    contains: FromQuery[str] = "",
    filter_by: FromQuery[list[str] | None] = None,
    limit: FromQuery[int] = 50,
) -> Answer[list[ValueChoice]]:
    """The dearest values of a dimension in a period, those that contain what was typed; `limit` is from 1 to 100."""
    organization_id = signed_in.organization.id
    period = Period.read(start_date, end_date, signed_in.organization.time_zone)
    wanted, most = read_field(dimension), read_limit(limit, MOST_VALUES)
    filters = msgspec.structs.replace(read_filters(filter_by or []), user=sees.user)
    perspective = await perspective_of(organization_id)
    found = await ledger.ask(
        lambda: value_choices(
            ledger.rollups,
            organization_id,
            period,
            wanted,
            contains,
            filters=filters,
            perspective=perspective,
            most=most,
        )
    )
    return Answer(data=found, meta=meta)


@get("/spend/tags", summary="Tags to group and filter by", opt={"least_role": Role.VIEWER}, responses=_REFUSALS)
async def list_tags(
    signed_in: GivenSignedIn,
    sees: GivenSees,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
) -> Answer[list[str]]:
    """The names of the tags that usage of a period carries."""
    organization_id = signed_in.organization.id
    period = Period.read(start_date, end_date, signed_in.organization.time_zone)
    perspective = await perspective_of(organization_id)
    found = await ledger.ask(
        lambda: tag_names(
            ledger.rollups, organization_id, period, filters=Filters(user=sees.user), perspective=perspective
        )
    )
    return Answer(data=found, meta=meta)


SPEND_HANDLERS = (read_overview, read_spend, read_tokens, list_values, list_tags, read_what_changed)
