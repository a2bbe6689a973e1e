"""Text of people is removed at the door; what is booked is the same with and without."""

import gzip
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from stackspend.ingest.accept import read_export
from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.body import decode, unpack
from stackspend.otlp.export import Encoding
from stackspend.otlp.removal import REMOVED
from stackspend.sources.content import CONTENT_KEYS
from stackspend.sources.derive import derive
from tests.captured import Capture, SentExport, capture, captures
from tests.otlp.as_protobuf import as_protobuf

SOMEBODY = UUID(int=1)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
# Said by people, or by tools about their files, in the recording.
SAID = (b"Turn one.", b"All done.", b"git add -A", b"/project/hello.py")


def accepted(sent: SentExport, *, keeps_content: bool = False) -> RawBatch:
    raw, _ = read_export(
        sent.body,
        sent.signal,
        content_type=sent.content_type,
        content_encoding=sent.content_encoding,
        organization_id=SOMEBODY,
        connection_id=SOMEBODY,
        key_id=SOMEBODY,
        key_prefix="ss_live_Ab3x",
        user_agent=None,
        received_at=NOON,
        keeps_content=keeps_content,
    )
    return raw


def derived(raw: RawBatch) -> Any:
    decoded = decode(unpack(raw.body, raw.content_encoding), raw.signal, raw.encoding)
    found = derive(decoded.export, batch_id=SOMEBODY, connection_id=SOMEBODY, received_at=NOON)
    return found.observations, found.activity, found.links, found.set_aside, found.records


def speaking() -> list[SentExport]:
    """A recording with prompts, answers, tool parameters and tool input."""
    return [sent for sent in capture("g_prompts_tools").exports if any(said in sent.unpacked() for said in SAID)]


def as_sent(sent: SentExport, encoding: Encoding, *, packed: bool) -> SentExport:
    body = sent.unpacked()
    if encoding is Encoding.PROTOBUF:
        body = as_protobuf(json.loads(body), sent.signal)
    return SentExport(
        path=sent.path,
        content_type=encoding,
        content_encoding="gzip" if packed else None,
        body=gzip.compress(body) if packed else body,
    )


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("encoding", list(Encoding), ids=["JSON", "protobuf"])
def test_no_text_of_people_is_kept_and_the_batch_says_what_was_removed(encoding: Encoding, packed: bool) -> None:
    batches = [accepted(as_sent(sent, encoding, packed=packed)) for sent in speaking()]
    assert len(batches) > 2
    for raw in batches:
        body = unpack(raw.body, raw.content_encoding)
        assert not [said for said in SAID if said in body]
        assert REMOVED.encode() in body
        assert sum(one.bytes for one in raw.removed) > 0
    keys = {one.key for raw in batches for one in raw.removed}
    assert keys >= {"prompt", "response", "tool_parameters", "tool_input"}
    assert keys <= CONTENT_KEYS


def test_a_provider_that_keeps_content_gets_every_byte() -> None:
    for sent in speaking():
        raw = accepted(sent, keeps_content=True)
        assert (raw.body, raw.removed) == (sent.body, ())


@pytest.mark.parametrize("recorded", captures(), ids=lambda recorded: recorded.name)
def test_what_is_derived_is_the_same_with_and_without(recorded: Capture) -> None:
    for sent in recorded.exports:
        assert derived(accepted(sent)) == derived(accepted(sent, keeps_content=True))


def test_an_export_without_text_of_people_is_kept_byte_for_byte() -> None:
    for sent in capture("c_protobuf_cumulative_gzip").exports:
        raw = accepted(sent)
        assert (raw.body, raw.removed) == (sent.body, ())
