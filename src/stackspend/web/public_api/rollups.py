"""`GET /api/v1/public/rollups/daily`."""

from typing import Any

from litestar import get
from litestar.params import FromQuery

from stackspend.errors import InvalidInput, InvalidScope, Unauthenticated
from stackspend.reports.answer import DailyRow, amount_text
from stackspend.reports.question import (
    Cursor,
    Dimension,
    Filters,
    Period,
    read_dimension,
    read_limit,
)
from stackspend.web.dependencies import GivenLedger, GivenMeta, GivenPerspective
from stackspend.web.envelope import Page, page_of
from stackspend.web.problems import refusals
from stackspend.web.public_api.api_key import GivenApiKey


@get(
    "/rollups/daily",
    summary="Daily totals by one dimension",
    opt={"scope": "rollups:read"},
    responses=refusals(InvalidInput, Unauthenticated, InvalidScope),
)
async def read_daily_rollups(
    api_key: GivenApiKey,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
    start_date: FromQuery[str | None] = None,
    end_date: FromQuery[str | None] = None,
    group_by: FromQuery[str | None] = None,
    limit: FromQuery[int] = 1000,
    cursor: FromQuery[str | None] = None,
    provider: FromQuery[str | None] = None,
    service: FromQuery[str | None] = None,
    model: FromQuery[str | None] = None,
    user: FromQuery[str | None] = None,
    session: FromQuery[str | None] = None,
    attribution: FromQuery[str | None] = None,
) -> Page[dict[str, Any]]:
    """One row for each day and value of `group_by`: `{"date", "<group_by>", "net_amount_usd", "tokens", "requests"}`.

    The value is null for usage without one. `net_amount_usd` sums what is known and is null if nothing is; `unpriced`
    counts the line items that it leaves out.
    """
    period, dimension = Period.read(start_date, end_date), read_dimension(group_by)
    most, after = read_limit(limit), Cursor.read(cursor)
    perspective = await perspective_of(api_key.organization_id, attribution)
    filters = Filters(provider=provider, service=service, model=model, user=user, session=session)
    page = await ledger.ask(
        lambda: ledger.rollups.daily(
            api_key.organization_id,
            period,
            dimension,
            limit=most,
            filters=filters,
            cursor=after,
            perspective=perspective,
        )
    )
    return page_of([_row(row, dimension) for row in page.rows], page.next_cursor, meta)


def _row(row: DailyRow, dimension: Dimension) -> dict[str, Any]:
    return {
        "date": row.date,
        dimension.value: row.name,
        "net_amount_usd": amount_text(row.net_amount_usd),
        "tokens": row.tokens,
        "requests": row.requests,
        "unpriced": row.unpriced,
    }
