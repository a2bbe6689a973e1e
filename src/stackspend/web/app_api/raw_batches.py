"""The raw batches of a provider: the list, one of them as JSON, record by record or as received."""

import asyncio
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.params import FromPath, FromQuery

from stackspend.access.members import Role
from stackspend.access.sessions import SignedIn
from stackspend.errors import InsufficientRole, InvalidInput, NotFound, PermanentError, Unauthenticated
from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.body import MAX_BODY, readable, unpack
from stackspend.otlp.export import Encoding
from stackspend.reports.answer import RawBatchView
from stackspend.reports.batch_records import RecordView, read_records
from stackspend.reports.pulse import Pulse
from stackspend.reports.question import read_limit
from stackspend.reports.raw_batches import BatchChoices, BatchFilters
from stackspend.reports.reader import LedgerReader
from stackspend.web.app_api.providers import own_connection
from stackspend.web.dependencies import GivenCatalog, GivenInstant, GivenLedger, GivenMeta
from stackspend.web.envelope import Answer, Page, page_of
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn

_RAW_BATCHES = "/providers/{connection_id:uuid}/raw-batches"
_READ = {"least_role": Role.MEMBER}
_ONE = refusals(Unauthenticated, InsufficientRole, NotFound)
_LIST = refusals(InvalidInput, Unauthenticated, InsufficientRole, NotFound)


class ReadableBatch(msgspec.Struct, frozen=True, kw_only=True):
    """A raw batch and its export as an OTLP/JSON object; `json` is null if the bytes cannot be read any more."""

    batch: RawBatchView
    json: object


@get(
    "/provider-pulses",
    summary="How the providers are fed",
    opt=_READ,
    responses=refusals(Unauthenticated, InsufficientRole),
)
async def list_pulses(
    signed_in: GivenSignedIn, ledger: GivenLedger, now: GivenInstant, meta: GivenMeta
) -> Answer[list[Pulse]]:
    """Records a minute in the last hour and senders in the last 24, of the providers that heard of any."""
    found = await ledger.ask(lambda: ledger.raw_batches.pulses(signed_in.organization.id, now))
    return Answer(data=found, meta=meta)


@get(_RAW_BATCHES, summary="Raw batches, newest first", opt=_READ, responses=_LIST)
async def list_raw_batches(
    connection_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    catalog: GivenCatalog,
    ledger: GivenLedger,
    meta: GivenMeta,
    signal: FromQuery[str | None] = None,
    key: FromQuery[str | None] = None,
    client_version: FromQuery[str | None] = None,
    holds: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    limit: FromQuery[int] = 50,
    cursor: FromQuery[str | None] = None,
) -> Page[RawBatchView]:
    """The exports that this provider received. `signal` is `logs`, `metrics` or `traces`; `key` the prefix of an API
    key; `holds` is `usage`, `activity`, `nothing` or `set_aside`; `since` (included) and `until` are ISO 8601.

    `limit` is from 1 to 500.
    """
    filters = BatchFilters.read(
        signal=signal, key=key, client_version=client_version, holds=holds, since=since, until=until
    )
    await own_connection(catalog, signed_in, connection_id)
    most = read_limit(limit, 500)
    page = await ledger.ask(
        lambda: ledger.raw_batches.page(
            signed_in.organization.id, connection_id, limit=most, cursor=cursor, filters=filters
        )
    )
    return page_of(page.batches, page.next_cursor, meta)


@get(_RAW_BATCHES + "/choices", summary="What raw batches can be narrowed to", opt=_READ, responses=_LIST)
async def list_raw_batch_choices(
    connection_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    catalog: GivenCatalog,
    ledger: GivenLedger,
    meta: GivenMeta,
) -> Answer[BatchChoices]:
    """The keys and client versions of the raw batches that are kept; two hundred of each at most."""
    await own_connection(catalog, signed_in, connection_id)
    found = await ledger.ask(lambda: ledger.raw_batches.choices(signed_in.organization.id, connection_id))
    return Answer(data=found, meta=meta)


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
    return Answer(data=ReadableBatch(batch=batch, json=await asyncio.to_thread(_readable, raw)), meta=meta)


@get(
    _RAW_BATCHES + "/{batch_id:uuid}/records",
    summary="The records of a raw batch",
    opt=_READ,
    responses=_LIST,
)
async def list_records(
    connection_id: FromPath[UUID],
    batch_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    ledger: GivenLedger,
    meta: GivenMeta,
    limit: FromQuery[int] = 200,
    cursor: FromQuery[int] = 0,
) -> Page[RecordView]:
    """Each log record, data point or span in a row, JSON and protobuf alike, with what became of it; no rows if the
    bytes cannot be read any more. `limit` is from 1 to 500."""
    most = read_limit(limit, 500)
    if not 0 <= cursor <= MAX_BODY:  # a record takes a byte at the least
        raise InvalidInput(f"The cursor {cursor} is not one that this API gave: use meta.next_cursor.")
    raw = await _whole(ledger, signed_in, connection_id, batch_id)
    page = await ledger.ask(lambda: read_records(ledger.raw_batches, raw, start=cursor, limit=most))
    after = None if page.next_position is None else str(page.next_position)
    return page_of(page.records, after, meta)


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


RAW_BATCH_HANDLERS = (
    list_pulses,
    list_raw_batches,
    list_raw_batch_choices,
    read_raw_batch,
    list_records,
    download_raw_batch,
)
