"""The part of receiving that knows no HTTP: from bytes that came over the wire to a raw batch worth spooling."""

from datetime import datetime
from uuid import UUID, uuid4

from stackspend.ingest.content import without_content
from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.body import encoding_of, skim, unpack
from stackspend.otlp.export import Signal, Skimmed
from stackspend.sources.content import CONTENT_KEYS


def read_export(
    body: bytes,
    signal: Signal,
    *,
    content_type: str | None,
    content_encoding: str | None,
    organization_id: UUID,
    connection_id: UUID,
    key_id: UUID,
    key_prefix: str,
    user_agent: str | None,
    received_at: datetime,
    keeps_content: bool,
) -> tuple[RawBatch, Skimmed]:
    """The raw batch, how many records it has, and those of them that are not OTLP.

    Unless the connection `keeps_content`, text of people is not in it any more.
    Raises UnsupportedMedia, TooLarge or NotOtlp if the export as a whole must be refused.
    """
    encoding = encoding_of(content_type)
    unpacked = unpack(body, content_encoding)
    skimmed = skim(unpacked, signal, encoding, frozenset() if keeps_content else CONTENT_KEYS)
    kept, removed = without_content(body, unpacked, signal, encoding) if skimmed.watched else (body, ())
    raw = RawBatch(
        organization_id=organization_id,
        connection_id=connection_id,
        batch_id=uuid4(),
        received_at=received_at,
        signal=signal,
        encoding=encoding,
        content_encoding=content_encoding,
        key_id=key_id,
        key_prefix=key_prefix,
        user_agent=user_agent,
        body=kept,
        removed=removed,
    )
    return raw, skimmed
