"""What a morning begins with: the month so far, where it will end, and what it was spent for."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
from litestar import get

from stackspend.access.members import Role
from stackspend.errors import InsufficientRole, Unauthenticated
from stackspend.money import usd_text
from stackspend.reports.answer import amount_text
from stackspend.reports.month import MonthQuestions, MonthSoFar, month_so_far
from stackspend.reports.question import Filters
from stackspend.warning.forecast import forecast
from stackspend.warning.history import History
from stackspend.warning.windows import Span, day_in, share_done
from stackspend.web.dependencies import GivenInstant, GivenLedger, GivenMeta, GivenPerspective, GivenPrices
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.roles import GivenSees
from stackspend.web.session_cookie import GivenSignedIn

_CENT_PARTS = Decimal("0.000001")


class MonthEnd(msgspec.Struct, frozen=True):
    """Where the month is expected to end, with bounds that hold four times in five; `note` says how that was made."""

    expected_usd: str
    lower_usd: str
    upper_usd: str
    note: str


class MonthOverview(msgspec.Struct, frozen=True, kw_only=True):
    """The month so far. Amounts are decimal texts, null where nothing is known; `before_usd` is of the same days of the
    month before, a cost per piece is null without pieces, and of the `line_items` so many are `unpriced`."""

    today: date
    month_start: date
    month_end: date
    before_start: date
    before_end: date
    month_usd: str | None
    before_usd: str | None
    today_usd: str | None
    line_items: int
    unpriced: int
    end: MonthEnd | None
    people: int
    cost_per_person_usd: str | None
    commits: int
    cost_per_commit_usd: str | None
    pull_requests: int
    cost_per_pull_request_usd: str | None
    unattributed_usd: str
    unattributed_line_items: int
    cache_saved_usd: str | None


@get(
    "/overview",
    summary="The month so far",
    opt={"least_role": Role.VIEWER},
    responses=refusals(Unauthenticated, InsufficientRole),
)
async def read_overview(
    signed_in: GivenSignedIn,
    sees: GivenSees,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    prices_of: GivenPrices,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[MonthOverview]:
    """Spend of the month beside the same days of the month before, its expected end, people, and costs per piece."""
    organization_id = signed_in.organization.id
    perspective = await perspective_of(organization_id)
    zone = ZoneInfo(signed_in.organization.time_zone)
    today = day_in(zone, now)
    month = await ledger.ask(
        lambda: month_so_far(
            MonthQuestions(ledger.rollups, ledger.activity),
            organization_id,
            today,
            zone.key,
            prices_of(organization_id),
            calendar=signed_in.organization.fiscal_calendar,
            filters=Filters(user=sees.user),
            perspective=perspective,
        )
    )
    return Answer(data=_overview(month, now.astimezone(zone)), meta=meta)


def _overview(month: MonthSoFar, now: datetime) -> MonthOverview:
    spent = month.total.spent
    return MonthOverview(
        today=month.today,
        month_start=month.month.start,
        month_end=month.last_day,
        before_start=month.before.start,
        before_end=month.before.end,
        month_usd=amount_text(spent),
        before_usd=amount_text(month.total_before.spent),
        today_usd=amount_text(month.days.get(month.today, Decimal(0))),
        line_items=month.total.line_items,
        unpriced=month.total.unpriced,
        end=_end(month, now),
        people=month.people,
        cost_per_person_usd=_per(spent, month.people),
        commits=month.commits,
        cost_per_commit_usd=_per(spent, month.commits),
        pull_requests=month.pull_requests,
        cost_per_pull_request_usd=_per(spent, month.pull_requests),
        unattributed_usd=usd_text(month.unattributed),
        unattributed_line_items=month.unattributed_line_items,
        cache_saved_usd=amount_text(month.cache_saved),
    )


def _end(month: MonthSoFar, now: datetime) -> MonthEnd | None:
    """Nothing is expected of an organization that never spent anything."""
    if not month.days:
        return None
    history = History.of(month.days, month.today)
    done = share_done(now.tzinfo or UTC, now)
    expected = forecast(history, Span(month.month.start, month.last_day), month.today, done=done)
    return MonthEnd(usd_text(expected.expected), usd_text(expected.lower), usd_text(expected.upper), expected.note)


def _per(amount: Decimal | None, pieces: int) -> str | None:
    return usd_text((amount / pieces).quantize(_CENT_PARTS)) if amount is not None and pieces else None
