"""What arrived at a provider: its raw batches, one of them as JSON or as received, and the newest line items."""

from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.params import FromPath, FromQuery

from stackspend.access.members import Role
from stackspend.access.sessions import SignedIn
from stackspend.errors import InsufficientRole, InvalidInput, NotFound, PermanentError, Unauthenticated
from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.body import readable, unpack
from stackspend.otlp.export import Encoding
from stackspend.reports.answer import LineItemView, RawBatchView
from stackspend.reports.explanation import LineItemExplanation, explain_line_item
from stackspend.reports.question import Filters, read_limit
from stackspend.reports.reader import LedgerReader
from stackspend.web.app_api.providers import own_connection
from stackspend.web.dependencies import GivenCatalog, GivenLedger, GivenMeta, GivenPerspective, GivenPrices
from stackspend.web.envelope import Answer, Page, PageMeta
from stackspend.web.problems import refusals
from stackspend.web.public_api.line_items import unknown_line_item
from stackspend.web.session_cookie import GivenSignedIn

_RAW_BATCHES = "/providers/{connection_id:uuid}/raw-batches"
_READ = {"least_role": Role.MEMBER}
_ONE = refusals(Unauthenticated, InsufficientRole, NotFound)
_LIST = refusals(InvalidInput, Unauthenticated, InsufficientRole, NotFound)


class ReadableBatch(msgspec.Struct, frozen=True, kw_only=True):
    """A raw batch and its export as an OTLP/JSON object; `json` is null if the bytes cannot be read any more."""

    batch: RawBatchView
    json: object


@get(_RAW_BATCHES, summary="Raw batches, newest first", opt=_READ, responses=_LIST)
async def list_raw_batches(
    connection_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    catalog: GivenCatalog,
    ledger: GivenLedger,
    meta: GivenMeta,
    limit: FromQuery[int] = 50,
    cursor: FromQuery[str | None] = None,
) -> Page[RawBatchView]:
    """The exports that this provider received; `limit` is from 1 to 500."""
    await own_connection(catalog, signed_in, connection_id)
    most = read_limit(limit, 500)
    page = await ledger.ask(
        lambda: ledger.raw_batches.page(signed_in.organization.id, connection_id, limit=most, cursor=cursor)
    )
    more = page.next_cursor is not None
    return Page(
        data=page.batches, meta=PageMeta(request_id=meta.request_id, next_cursor=page.next_cursor, has_more=more)
    )


@get(_RAW_BATCHES + "/{batch_id:uuid}", summary="A raw batch as JSON", opt=_READ, responses=_ONE)
async def read_raw_batch(
    connection_id: FromPath[UUID],
    batch_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    ledger: GivenLedger,
    meta: GivenMeta,
) -> Answer[ReadableBatch]:
    """One export, decoded for people to read."""
    raw = await _whole(ledger, signed_in, connection_id, batch_id)
    batch = await ledger.ask(lambda: ledger.raw_batches.one(signed_in.organization.id, batch_id))
    if batch is None:
        raise _unknown_batch(batch_id)
    return Answer(data=ReadableBatch(batch=batch, json=_readable(raw)), meta=meta)


@get(
    _RAW_BATCHES + "/{batch_id:uuid}/body",
    summary="A raw batch as received",
    media_type="application/octet-stream",
    opt=_READ,
    responses=_ONE,
)
async def download_raw_batch(
    connection_id: FromPath[UUID], batch_id: FromPath[UUID], signed_in: GivenSignedIn, ledger: GivenLedger
) -> Response[bytes]:
    """The bytes of one export as they were received, but for text of people that was removed."""
    raw = await _whole(ledger, signed_in, connection_id, batch_id)
    ending = "json" if raw.encoding is Encoding.JSON else "pb"
    packed = ".gz" if raw.content_encoding else ""
    name = f"{raw.signal}-{batch_id}.{ending}{packed}"
    return Response(
        raw.body,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@get(
    "/line-items",
    summary="The newest line items",
    opt=_READ,
    responses=refusals(InvalidInput, Unauthenticated, InsufficientRole),
)
async def list_newest_line_items(
    signed_in: GivenSignedIn,
    ledger: GivenLedger,
    perspective_of: GivenPerspective,
    meta: GivenMeta,
    provider: FromQuery[UUID | None] = None,
    limit: FromQuery[int] = 20,
) -> Answer[list[LineItemView]]:
    """The line items used last, of one provider or of all; `limit` is from 1 to 500."""
    most = read_limit(limit, 500)
    filters = Filters(connection_id=provider)
    organization_id = signed_in.organization.id
    perspective = await perspective_of(organization_id)
    found = await ledger.ask(
        lambda: ledger.line_items.newest(organization_id, filters=filters, limit=most, perspective=perspective)
    )
    return Answer(data=found, meta=meta)


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


async def _whole(ledger: LedgerReader, signed_in: SignedIn, connection_id: UUID, batch_id: UUID) -> RawBatch:
    raw = await ledger.ask(lambda: ledger.raw_batches.whole(signed_in.organization.id, batch_id))
    if raw is None or raw.connection_id != connection_id:
        raise _unknown_batch(batch_id)
    return raw


def _unknown_batch(batch_id: UUID) -> NotFound:
    return NotFound(f"There is no raw batch {batch_id} at this provider; its time to be kept may be over.")


def _readable(raw: RawBatch) -> object:
    try:
        return readable(unpack(raw.body, raw.content_encoding), raw.signal, raw.encoding)
    except PermanentError:
        return None


TELEMETRY_HANDLERS = (
    list_raw_batches,
    read_raw_batch,
    download_raw_batch,
    list_newest_line_items,
    read_line_item,
    read_line_item_explanation,
)
