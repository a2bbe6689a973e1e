"""When the daily and the weekly report are told."""

import msgspec
from litestar import get, put
from litestar.params import JSONBody
from litestar.types import ControllerRouterHandler

from stackspend.access.members import Role
from stackspend.errors import CrossSite, InsufficientRole, InvalidInput, Unauthenticated
from stackspend.warning.report_times import ReportTimes, read_report_times
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenInstant, GivenMeta, GivenReportCatalog
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn


class ReportTimesView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which reports are wanted, at which local time (HH:MM), on which weekdays from 0 (Monday) to 6."""

    daily: bool
    weekly: bool
    at: str
    weekdays: list[int]
    weekly_day: int


@get(
    "/report-times",
    summary="When reports are told",
    opt={"least_role": Role.MEMBER},
    responses=refusals(Unauthenticated, InsufficientRole),
)
async def read_times(
    signed_in: GivenSignedIn, report_catalog: GivenReportCatalog, meta: GivenMeta
) -> Answer[ReportTimesView]:
    """At nine every day, and of the week before on Monday, unless set otherwise."""
    return Answer(data=_view(await report_catalog.report_times(signed_in.organization.id)), meta=meta)


@put(
    "/report-times",
    summary="Set when reports are told",
    opt={"least_role": Role.ADMIN},
    responses=refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite),
)
async def set_times(
    data: JSONBody[ReportTimesView],
    signed_in: GivenSignedIn,
    by: GivenActor,
    report_catalog: GivenReportCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[ReportTimesView]:
    """Other times, from now on; what was told today is not told again."""
    times = read_report_times(
        daily=data.daily, weekly=data.weekly, at=data.at, weekdays=data.weekdays, weekly_day=data.weekly_day
    )
    kept = await report_catalog.set_report_times(signed_in.organization.id, times, by=by, at=now)
    return Answer(data=_view(kept), meta=meta)


def _view(times: ReportTimes) -> ReportTimesView:
    return ReportTimesView(
        daily=times.daily,
        weekly=times.weekly,
        at=f"{times.at:%H:%M}",
        weekdays=list(times.weekdays),
        weekly_day=times.weekly_day,
    )


REPORT_TIMES_HANDLERS: tuple[ControllerRouterHandler, ...] = (read_times, set_times)
