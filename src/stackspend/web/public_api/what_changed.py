"""`GET /api/v1/public/what-changed`."""

from litestar import get
from litestar.params import FromQuery

from stackspend.errors import InvalidInput, InvalidScope, Unauthenticated
from stackspend.reports.explore import read_filters
from stackspend.reports.what_changed import Comparison, ExplainedChange, read_periods, what_changed
from stackspend.web.dependencies import GivenLedger, GivenMeta, GivenPerspective, GivenPrices
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.public_api.api_key import GivenApiKey


@get(
    "/what-changed",
    summary="What changed between two periods",
    opt={"scope": "rollups:read"},
    responses=refusals(InvalidInput, Unauthenticated, InvalidScope),
)
async def read_what_changed(
    api_key: GivenApiKey,
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
    drove it. `filter_by` takes any number of `dimension:value`."""
    organization_id = api_key.organization_id
    before, after = read_periods((start_date, end_date), (before_start_date, before_end_date))
    asked = Comparison(
        before=before,
        after=after,
        filters=read_filters(filter_by or []),
        perspective=await perspective_of(organization_id, attribution),
    )
    prices = prices_of(organization_id)
    found = await ledger.ask(lambda: what_changed(ledger.rollups, organization_id, asked, prices))
    return Answer(data=found, meta=meta)
