"""Spend for the pages: by up to two dimensions, over time, beside the period before."""

import msgspec
from litestar import get
from litestar.params import FromQuery

from stackspend.access.members import Role
from stackspend.errors import InsufficientRole, InvalidInput, Unauthenticated
from stackspend.reports.explore import MOST_GROUPS, Exploration, ExploredSpend, explore, read_dimensions, read_filters
from stackspend.reports.question import Granularity, Period, read_limit
from stackspend.web.app_api.overview import read_overview
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


SPEND_HANDLERS = (read_overview, read_spend)
