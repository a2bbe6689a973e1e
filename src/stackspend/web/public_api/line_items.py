"""`GET /api/v1/public/line-items`, and the explanation of one."""

from uuid import UUID

from litestar import get
from litestar.params import FromPath, FromQuery

from stackspend.errors import InvalidInput, InvalidScope, NotFound, Unauthenticated
from stackspend.reports.answer import LineItemView
from stackspend.reports.explanation import LineItemExplanation, explain_line_item
from stackspend.reports.question import Cursor, Filters, Period, read_limit
from stackspend.web.dependencies import GivenCatalog, GivenLedger, GivenMeta, GivenPerspective, GivenPrices
from stackspend.web.envelope import Answer, Page, page_of
from stackspend.web.problems import refusals
from stackspend.web.public_api.api_key import GivenApiKey


@get(
    "/line-items",
    summary="Line items",
    opt={"scope": "line_items:read"},
    responses=refusals(InvalidInput, Unauthenticated, InvalidScope),
)
async def read_line_items(
    api_key: GivenApiKey,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
    limit: FromQuery[int] = 50,
    cursor: FromQuery[str | None] = None,
    provider: FromQuery[str | None] = None,
    service: FromQuery[str | None] = None,
    model: FromQuery[str | None] = None,
    user: FromQuery[str | None] = None,
    session: FromQuery[str | None] = None,
    attribution: FromQuery[str | None] = None,
) -> Page[LineItemView]:
    """Estimated cost line items of a period, page by page, in the order of day and id.

    `start_date` and `end_date` are UTC days, YYYY-MM-DD, both included; both are required. `limit` is from 1 to 1000.
    """
    period, most, after = Period.read(start_date, end_date), read_limit(limit), Cursor.read(cursor)
    filters = Filters(provider=provider, service=service, model=model, user=user, session=session)
    perspective = await perspective_of(api_key.organization_id, attribution)
    page = await ledger.ask(
        lambda: ledger.line_items.page(
            api_key.organization_id,
            period,
            filters=filters,
            limit=most,
            cursor=after,
            perspective=perspective,
        )
    )
    return page_of(page.items, page.next_cursor, meta)


@get(
    "/line-items/{line_item_id:uuid}/explanation",
    summary="Why a line item is what it is",
    opt={"scope": "line_items:read"},
    responses=refusals(Unauthenticated, InvalidScope, NotFound),
)
async def read_explanation(
    line_item_id: FromPath[UUID],
    api_key: GivenApiKey,
    catalog: GivenCatalog,
    ledger: GivenLedger,
    prices_of: GivenPrices,
    meta: GivenMeta,
) -> Answer[LineItemExplanation]:
    """The records and raw batches behind a line item, what repeats them and why that counts nothing more, the list cost
    with its price entry, and whose usage it is."""
    organization_id = api_key.organization_id
    keys = {key.id: key for key in await catalog.keys(organization_id)}
    found = await ledger.ask(
        lambda: explain_line_item(
            ledger.explanations, organization_id, line_item_id, prices_of(organization_id), keys=keys
        )
    )
    if found is None:
        raise unknown_line_item(line_item_id)
    return Answer(data=found, meta=meta)


def unknown_line_item(line_item_id: UUID) -> NotFound:
    """The one answer for a line item that does not exist and for one of another organization."""
    return NotFound(f"There is no line item {line_item_id} here; metrics-only ones go when their events arrive.")
