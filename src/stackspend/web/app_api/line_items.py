"""Line items: the newest, page by page, one, and why it is what it is."""

from uuid import UUID

import msgspec
from litestar import get
from litestar.params import FromPath, FromQuery

from stackspend.access.members import Role
from stackspend.errors import InsufficientRole, InvalidInput, NotFound, Unauthenticated
from stackspend.reports.answer import LineItemView
from stackspend.reports.explanation import LineItemExplanation, explain_line_item
from stackspend.reports.explore import read_filters
from stackspend.reports.question import Cursor, Period, read_limit
from stackspend.web.app_api.providers import own_connection
from stackspend.web.dependencies import GivenCatalog, GivenLedger, GivenMeta, GivenPerspective, GivenPrices
from stackspend.web.envelope import Answer, Page, page_of
from stackspend.web.problems import refusals
from stackspend.web.public_api.line_items import unknown_line_item
from stackspend.web.session_cookie import GivenSignedIn

_READ = {"least_role": Role.MEMBER}
_ONE = refusals(Unauthenticated, InsufficientRole, NotFound)
_LIST = refusals(InvalidInput, Unauthenticated, InsufficientRole, NotFound)


@get(
    "/line-items",
    summary="Line items, newest first",
    opt=_READ,
    responses=_LIST,
)
async def list_line_items(
    signed_in: GivenSignedIn,
    catalog: GivenCatalog,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
    provider: FromQuery[UUID | None] = None,
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
    filter_by: FromQuery[list[str] | None] = None,
    limit: FromQuery[int] = 20,
    cursor: FromQuery[str | None] = None,
) -> Page[LineItemView]:
    """The line items used last, of one provider or of all, with a period page by page; `limit` is from 1 to 500."""
    most, after = read_limit(limit, 500), Cursor.read(cursor)
    if provider is not None:
        await own_connection(catalog, signed_in, provider)
    filters = msgspec.structs.replace(read_filters(filter_by or []), connection_id=provider)
    organization_id = signed_in.organization.id
    perspective = await perspective_of(organization_id)
    if start_date is None and end_date is None:
        if after is not None:
            raise InvalidInput("A cursor goes on within a period: give its start_date and end_date too.")
        newest = await ledger.ask(
            lambda: ledger.line_items.newest(organization_id, filters=filters, limit=most, perspective=perspective)
        )
        return page_of(newest, None, meta)
    period = Period.read(start_date, end_date, signed_in.organization.time_zone)
    page = await ledger.ask(
        lambda: ledger.line_items.latest(
            organization_id, period, filters=filters, limit=most, cursor=after, perspective=perspective
        )
    )
    return page_of(page.items, page.next_cursor, meta)


@get("/line-items/{line_item_id:uuid}", summary="A line item", opt=_READ, responses=_ONE)
async def read_line_item(
    line_item_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
) -> Answer[LineItemView]:
    """One line item, of whichever provider."""
    organization_id = signed_in.organization.id
    perspective = await perspective_of(organization_id)
    found = await ledger.ask(lambda: ledger.line_items.one(organization_id, line_item_id, perspective=perspective))
    if found is None:
        raise unknown_line_item(line_item_id)
    return Answer(data=found, meta=meta)


@get("/line-items/{line_item_id:uuid}/explanation", summary="Why a line item is what it is", opt=_READ, responses=_ONE)
async def read_line_item_explanation(
    line_item_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    catalog: GivenCatalog,
    ledger: GivenLedger,
    prices_of: GivenPrices,
    meta: GivenMeta,
) -> Answer[LineItemExplanation]:
    """The same as the public API's."""
    organization_id = signed_in.organization.id
    keys = {key.id: key for key in await catalog.keys(organization_id)}
    found = await ledger.ask(
        lambda: explain_line_item(
            ledger.explanations, organization_id, line_item_id, prices_of(organization_id), keys=keys
        )
    )
    if found is None:
        raise unknown_line_item(line_item_id)
    return Answer(data=found, meta=meta)


LINE_ITEM_HANDLERS = (list_line_items, read_line_item, read_line_item_explanation)
