"""Coverage and price audit: how far the telemetry, and the prices of the clients, can be relied on."""

from uuid import UUID

from litestar import get
from litestar.params import FromQuery

from stackspend.access.members import Role
from stackspend.errors import InsufficientRole, InvalidInput, InvalidScope, Unauthenticated
from stackspend.reports.coverage import CoverageReport, report_coverage
from stackspend.reports.price_audit import DriftView, audit_prices
from stackspend.reports.question import Period
from stackspend.web.asker import GivenAsker
from stackspend.web.dependencies import GivenLedger, GivenMeta
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals

_OPT = {"scope": "rollups:read", "least_role": Role.MEMBER}
_REFUSALS = refusals(InvalidInput, Unauthenticated, InvalidScope, InsufficientRole)


@get("/coverage", summary="How complete the telemetry is", opt=_OPT, responses=_REFUSALS)
async def read_coverage(
    asker: GivenAsker,
    ledger: GivenLedger,
    meta: GivenMeta,
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
    provider: FromQuery[UUID | None] = None,
) -> Answer[CoverageReport]:
    """Events against metrics, what is unpriced, unattributed, set aside, repeated or late, by connection, day and
    client version; of one `provider` or of all."""
    period = Period.read(start_date, end_date)
    found = await ledger.ask(
        lambda: report_coverage(ledger.coverage, asker.organization_id, period, connection_id=provider)
    )
    return Answer(data=found, meta=meta)


@get("/price-audit", summary="Reported against list cost", opt=_OPT, responses=_REFUSALS)
async def read_price_audit(
    asker: GivenAsker,
    ledger: GivenLedger,
    meta: GivenMeta,
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
    provider: FromQuery[UUID | None] = None,
    *,
    by_day: FromQuery[bool] = True,
) -> Answer[list[DriftView]]:
    """The drift of the clients' prices from ours, by model and client version and, unless `by_day` is false, by day;
    the largest first. Of one `provider` or of all."""
    period = Period.read(start_date, end_date)
    found = await ledger.ask(
        lambda: audit_prices(ledger.price_audit, asker.organization_id, period, by_day=by_day, connection_id=provider)
    )
    return Answer(data=found, meta=meta)
