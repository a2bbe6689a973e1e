"""The part of receiving that knows no HTTP: from bytes that came over the wire to a raw batch worth spooling."""

from datetime import datetime
from uuid import UUID, uuid4

from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.body import encoding_of, skim, unpack
from stackspend.otlp.export import Signal, Skimmed


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
) -> tuple[RawBatch, Skimmed]:
    """The raw batch, how many records it has, and those of them that are not OTLP.

    Raises UnsupportedMedia, TooLarge or NotOtlp if the export as a whole must be refused.
    """
    encoding = encoding_of(content_type)
    skimmed = skim(unpack(body, content_encoding), signal, encoding)
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
        body=body,
    )
    return raw, skimmed
