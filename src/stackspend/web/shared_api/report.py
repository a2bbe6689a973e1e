"""The daily and the weekly report, as a page and a program read them."""

from datetime import date

import msgspec
from litestar import get
from litestar.params import FromQuery

from stackspend.access.members import Role
from stackspend.errors import InsufficientRole, InvalidInput, InvalidScope, Unauthenticated
from stackspend.money import usd_text
from stackspend.warning.report import Report, ReportKind
from stackspend.warning.reporter import make_report
from stackspend.warning.scopes import ScopeKind
from stackspend.web.asker import GivenAsker
from stackspend.web.dependencies import GivenInstant, GivenMeta, GivenReportCatalog, GivenSpend
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.shared_api.alert_answers import AlertView, alert_view
from stackspend.web.shared_api.budgets import StandingView, standing_view
from stackspend.web.shared_api.forecasts import ForecastView, forecast_view

_MOST_BUDGETS = 50


class ReportPartView(msgspec.Struct, frozen=True):
    """What one name spent, and a week before; null is everything that is not named."""

    name: str | None
    amount_usd: str
    before_usd: str


class ReportPartsView(msgspec.Struct, frozen=True):
    """The spend of these days by one kind of scope; the amounts add up to the total."""

    by: ScopeKind
    parts: list[ReportPartView]


class ReportView(msgspec.Struct, frozen=True, kw_only=True):
    """What was spent on these days and a week before; the month as the last of them ended; budgets, the worst first,
    and the alerts that were open a day later at the latest."""

    kind: ReportKind
    start_date: date
    end_date: date
    total_usd: str
    before_usd: str
    parts: list[ReportPartsView]
    month: ForecastView
    budgets: list[StandingView]
    alerts: list[AlertView]


@get(
    "/report",
    summary="The daily or weekly report",
    opt={"scope": "spend:read", "least_role": Role.MEMBER},
    responses=refusals(InvalidInput, Unauthenticated, InvalidScope, InsufficientRole),
)
async def read_report(
    asker: GivenAsker,
    report_catalog: GivenReportCatalog,
    spend_of: GivenSpend,
    now: GivenInstant,
    meta: GivenMeta,
    kind: FromQuery[ReportKind] = ReportKind.DAILY,
    day: FromQuery[date | None] = None,
) -> Answer[ReportView]:
    """The report of `day`, or of the week that it lies in; without one the latest. It goes 90 days back."""
    made = await make_report(report_catalog, spend_of, asker.organization_id, kind, day, now)
    emails = await report_catalog.emails(asker.organization_id)
    return Answer(data=report_view(made, [alert_view(alert, emails) for alert in made.alerts]), meta=meta)


def report_view(made: Report, alerts: list[AlertView]) -> ReportView:
    """A report as people and programs read it."""
    return ReportView(
        kind=made.kind,
        start_date=made.span.start,
        end_date=made.span.end,
        total_usd=usd_text(made.total),
        before_usd=usd_text(made.before),
        parts=[
            ReportPartsView(by, [ReportPartView(one.name, usd_text(one.amount), usd_text(one.before)) for one in parts])
            for by, parts in made.parts
        ],
        month=forecast_view(made.month),
        budgets=[standing_view(one) for one in made.budgets[:_MOST_BUDGETS]],
        alerts=alerts,
    )
