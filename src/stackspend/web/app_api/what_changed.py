"""What changed between two periods, for the pages."""

import msgspec
from litestar import get
from litestar.params import FromQuery

from stackspend.access.members import Role
from stackspend.errors import InsufficientRole, InvalidInput, Unauthenticated
from stackspend.reports.explore import read_filters
from stackspend.reports.what_changed import Comparison, ExplainedChange, read_periods, what_changed
from stackspend.web.dependencies import GivenLedger, GivenMeta, GivenPerspective, GivenPrices
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.roles import GivenSees
from stackspend.web.session_cookie import GivenSignedIn


@get(
    "/what-changed",
    summary="What changed between two periods",
    opt={"least_role": Role.VIEWER},
    responses=refusals(InvalidInput, Unauthenticated, InsufficientRole),
)
async def read_what_changed(
    signed_in: GivenSignedIn,
    sees: GivenSees,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    prices_of: GivenPrices,
    meta: GivenMeta,
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
    before_start_date: FromQuery[str | None] = None,
    before_end_date: FromQuery[str | None] = None,
    filter_by: FromQuery[list[str] | None] = None,
    attribution: FromQuery[str | None] = None,
) -> Answer[ExplainedChange]:
    """The change in spend against an earlier period, as many days before unless its days are said, split into what
    drove it. `filter_by` takes any number of `dimension:value`. A viewer is answered the own spend."""
    organization = signed_in.organization
    before, after = read_periods(
        (start_date, end_date), (before_start_date, before_end_date), zone=organization.time_zone
    )
    asked = Comparison(
        before=before,
        after=after,
        filters=msgspec.structs.replace(read_filters(filter_by or []), user=sees.user),
        perspective=await perspective_of(organization.id, attribution),
    )
    prices = prices_of(organization.id)
    found = await ledger.ask(lambda: what_changed(ledger.rollups, organization.id, asked, prices))
    return Answer(data=found, meta=meta)
