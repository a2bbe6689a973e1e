"""`GET /api/v1/public/activity`."""

from litestar import get
from litestar.params import FromQuery

from stackspend.errors import InvalidInput, InvalidScope, Unauthenticated
from stackspend.reports.activity import ActivityReport, report_activity
from stackspend.reports.question import Period
from stackspend.web.dependencies import GivenLedger, GivenMeta, GivenPerspective
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.public_api.api_key import GivenApiKey

_SCOPE = {"scope": "rollups:read"}
_REFUSALS = refusals(InvalidInput, Unauthenticated, InvalidScope)


@get("/activity", summary="Activity beside spend", opt=_SCOPE, responses=_REFUSALS)
async def read_activity(
    api_key: GivenApiKey,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
    user: FromQuery[str | None] = None,
    session: FromQuery[str | None] = None,
    attribution: FromQuery[str | None] = None,
) -> Answer[ActivityReport]:
    """Sessions, commits, pull requests, lines, active time, edit decisions, errors and tools; cost per piece."""
    period = Period.read(start_date, end_date)
    perspective = await perspective_of(api_key.organization_id, attribution)
    found = await ledger.ask(
        lambda: report_activity(
            ledger.activity, api_key.organization_id, period, user=user, session=session, perspective=perspective
        )
    )
    return Answer(data=found, meta=meta)
