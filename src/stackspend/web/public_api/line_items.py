"""`GET /api/v1/public/line-items`."""

from litestar import get

from stackspend.errors import InvalidInput, InvalidScope, Unauthenticated
from stackspend.reports.answer import LineItemView
from stackspend.reports.question import Cursor, Filters, Period, read_attribution, read_limit
from stackspend.web.dependencies import GivenLedger, GivenMeta
from stackspend.web.envelope import Page, PageMeta
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
    meta: GivenMeta,
    start_date: str | None = None,
    end_date: str | None = None,
    limit: int = 50,
    cursor: str | None = None,
    provider: str | None = None,
    service: str | None = None,
    model: str | None = None,
    user: str | None = None,
    session: str | None = None,
    attribution: str | None = None,
) -> Page[LineItemView]:
    """Estimated cost line items of a period, page by page, in the order of day and id.

    `start_date` and `end_date` are UTC days, YYYY-MM-DD, both included; both are required. `limit` is from 1 to 1000.
    """
    period, most, after = Period.read(start_date, end_date), read_limit(limit), Cursor.read(cursor)
    filters = Filters(provider=provider, service=service, model=model, user=user, session=session)
    whose = read_attribution(attribution)
    page = await ledger.ask(
        lambda: ledger.line_items.page(
            api_key.organization_id, period, filters=filters, limit=most, cursor=after, attribution=whose
        )
    )
    more = page.next_cursor is not None
    return Page(data=page.items, meta=PageMeta(request_id=meta.request_id, next_cursor=page.next_cursor, has_more=more))
