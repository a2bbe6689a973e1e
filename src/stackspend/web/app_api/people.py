"""People and sessions for the pages; a viewer sees the own ones."""

import msgspec
from litestar import get
from litestar.params import FromPath, FromQuery

from stackspend.access.members import Role
from stackspend.errors import InsufficientRole, InvalidInput, NotFound, Unauthenticated
from stackspend.reports.explore import read_filters
from stackspend.reports.people import MOST_PEOPLE, PersonReport, PersonRow, report_person
from stackspend.reports.question import Period, read_limit
from stackspend.reports.sessions import MOST_SESSIONS, SessionOrder, SessionReport, SessionRow, report_session
from stackspend.web.dependencies import GivenLedger, GivenMeta, GivenPerspective
from stackspend.web.envelope import Answer, Page, page_of
from stackspend.web.problems import refusals
from stackspend.web.roles import GivenSees
from stackspend.web.session_cookie import GivenSignedIn

_VIEWER = {"least_role": Role.VIEWER}
_REFUSALS = refusals(InvalidInput, Unauthenticated, InsufficientRole)


@get("/people", summary="People and their usage", opt=_VIEWER, responses=_REFUSALS)
async def list_people(
    signed_in: GivenSignedIn,
    sees: GivenSees,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
    filter_by: FromQuery[list[str] | None] = None,
) -> Answer[list[PersonRow]]:
    """Everybody with usage in a period, the largest spend first, and how they are known."""
    organization_id = signed_in.organization.id
    period = Period.read(start_date, end_date, signed_in.organization.time_zone)
    filters = msgspec.structs.replace(read_filters(filter_by or []), user=sees.user)
    perspective = await perspective_of(organization_id)
    found = await ledger.ask(
        lambda: ledger.people.people(
            organization_id, period, filters=filters, perspective=perspective, most=MOST_PEOPLE
        )
    )
    return Answer(data=found, meta=meta)


@get("/person", summary="One person", opt=_VIEWER, responses=_REFUSALS)
async def read_person(
    signed_in: GivenSignedIn,
    sees: GivenSees,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
    name: FromQuery[str],
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
) -> Answer[PersonReport]:
    """Somebody's usage and activity in a period; `name` as line items have it."""
    organization_id = signed_in.organization.id
    period = Period.read(start_date, end_date, signed_in.organization.time_zone)
    whose = sees.whose(name) or name
    perspective = await perspective_of(organization_id)
    found = await ledger.ask(
        lambda: report_person(ledger.people, ledger.activity, organization_id, period, whose, perspective=perspective)
    )
    return Answer(data=found, meta=meta)


@get("/sessions", summary="Sessions", opt=_VIEWER, responses=_REFUSALS)
async def list_sessions(
    signed_in: GivenSignedIn,
    sees: GivenSees,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
    filter_by: FromQuery[list[str] | None] = None,
    order: FromQuery[SessionOrder] = SessionOrder.COST,
    limit: FromQuery[int] = 100,
    cursor: FromQuery[str | None] = None,
) -> Page[SessionRow]:
    """The sessions of a period page by page, by `order` the dearest or the latest first; `limit` is from 1 to 500."""
    organization_id = signed_in.organization.id
    period = Period.read(start_date, end_date, signed_in.organization.time_zone)
    filters = msgspec.structs.replace(read_filters(filter_by or []), user=sees.user)
    most = read_limit(limit, MOST_SESSIONS)
    perspective = await perspective_of(organization_id)
    page = await ledger.ask(
        lambda: ledger.sessions.page(
            organization_id,
            period,
            filters=filters,
            perspective=perspective,
            order=order,
            limit=most,
            cursor=cursor,
        )
    )
    return page_of(page.sessions, page.next_cursor, meta)


@get(
    "/sessions/{session_id:str}",
    summary="One session",
    opt=_VIEWER,
    responses=refusals(Unauthenticated, InsufficientRole, NotFound),
)
async def read_session(
    session_id: FromPath[str],
    signed_in: GivenSignedIn,
    sees: GivenSees,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
) -> Answer[SessionReport]:
    """A whole session, request by request; to a viewer one of somebody else does not exist."""
    organization_id = signed_in.organization.id
    perspective = await perspective_of(organization_id)
    found = await ledger.ask(
        lambda: report_session(
            ledger.sessions,
            ledger.line_items,
            ledger.activity,
            organization_id,
            session_id,
            user=sees.user,
            perspective=perspective,
        )
    )
    if found is None:
        raise NotFound(f"There is no session {session_id} here.")
    return Answer(data=found, meta=meta)


PEOPLE_HANDLERS = (list_people, read_person, list_sessions, read_session)
