"""From the bytes of a request to an export: content type, content encoding, and bounds."""

import gzip
import zlib
from contextlib import suppress

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stackspend.errors import NotOtlp, PermanentError, TooLarge, UnsupportedMedia
from stackspend.otlp.body import MAX_BODY, decode, encoding_of, unpack
from stackspend.otlp.export import Encoding, Signal
from tests.bomb import bomb


@pytest.mark.parametrize(
    ("content_type", "encoding"),
    [
        pytest.param("application/json", Encoding.JSON, id="JSON"),
        pytest.param("application/x-protobuf", Encoding.PROTOBUF, id="protobuf"),
        pytest.param("application/json; charset=utf-8", Encoding.JSON, id="with a charset"),
        pytest.param(" Application/JSON ;x", Encoding.JSON, id="in capitals with white space"),
    ],
)
def test_a_content_type_names_an_encoding(content_type: str, encoding: Encoding) -> None:
    assert encoding_of(content_type) is encoding


@pytest.mark.parametrize(
    ("content_type", "named"),
    [
        pytest.param(None, "(none)", id="none"),
        pytest.param("", "(none)", id="empty"),
        pytest.param("text/plain", "text/plain", id="text"),
        pytest.param("application/grpc", "application/grpc", id="gRPC"),
    ],
)
def test_another_content_type_is_refused_with_the_cure(content_type: str | None, named: str) -> None:
    with pytest.raises(UnsupportedMedia, match="OTEL_EXPORTER_OTLP_PROTOCOL=http/json or http/protobuf") as refused:
        encoding_of(content_type)

    assert f"Content-Type {named} is not OTLP/HTTP" in refused.value.message


@pytest.mark.parametrize("content_encoding", [None, "identity", "Identity "])
def test_a_plain_body_is_itself(content_encoding: str | None) -> None:
    assert unpack(b"{}", content_encoding) == b"{}"


@pytest.mark.parametrize(
    ("body", "unpacked"),
    [
        pytest.param(gzip.compress(b"{}"), b"{}", id="one member"),
        pytest.param(gzip.compress(b"[") + gzip.compress(b"]"), b"[]", id="two members"),
        pytest.param(gzip.compress(b""), b"", id="nothing inside"),
        pytest.param(b"", b"", id="no bytes at all"),
        pytest.param(gzip.compress(bytes(MAX_BODY)), bytes(MAX_BODY), id="exactly the limit"),
    ],
)
def test_a_gzip_body_is_unpacked(body: bytes, unpacked: bytes) -> None:
    assert unpack(body, "gzip") == unpacked


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(gzip.compress(bytes(MAX_BODY + 1)), id="one byte too many"),
        pytest.param(bomb(1000), id="a gigabyte in a megabyte"),
        pytest.param(gzip.compress(bytes(MAX_BODY)) + gzip.compress(b"x"), id="in its second member"),
    ],
)
def test_a_bomb_is_refused(body: bytes) -> None:
    with pytest.raises(TooLarge, match="larger than 20971520 bytes after gunzip"):
        unpack(body, "gzip")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"{}", "not gzip, though Content-Encoding says so", id="plain JSON"),
        pytest.param(zlib.compress(b"{}"), "not gzip, though Content-Encoding says so", id="zlib"),
        pytest.param(gzip.compress(b"{}")[:-1], "ends too early", id="cut on the way"),
        pytest.param(gzip.compress(b"{}") + b"more", "not gzip", id="bytes after the end"),
        pytest.param(gzip.compress(b"{}")[:-8] + bytes(8), "incorrect data check", id="a wrong checksum"),
    ],
)
def test_a_broken_gzip_body_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(NotOtlp, match=reason):
        unpack(body, "gzip")


@pytest.mark.parametrize("name", ["deflate", "br", "zstd", "gzip, gzip"])
def test_another_content_encoding_is_refused(name: str) -> None:
    with pytest.raises(UnsupportedMedia, match=f"Content-Encoding {name} is not supported: send gzip or none."):
        unpack(b"", name)


LEVELS = ["resourceLogs", "scopeLogs", "logRecords", "resourceMetrics", "scopeMetrics", "metrics", "sum", "dataPoints"]
FIELDS = ["attributes", "key", "value", "intValue", "arrayValue", "values", "timeUnixNano"]
almost_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*LEVELS, *FIELDS]), inner),
    max_leaves=30,
)


@given(st.binary(), st.sampled_from(Signal), st.sampled_from(Encoding), st.sampled_from([None, "gzip"]))
@example(b'{"":"\\ud800"}', Signal.LOGS, Encoding.JSON, None)
@example(b'{"":"\xff"}', Signal.LOGS, Encoding.JSON, None)
@example(b'{"resourceLogs":0,"":1e999}', Signal.LOGS, Encoding.JSON, None)
@example(b'{"resourceLogs":[{"scopeLogs":[{"logRecords":[0]}],"":' + b"9" * 5_000, Signal.LOGS, Encoding.JSON, None)
def test_any_bytes_are_an_export_or_permanently_refused(
    body: bytes, signal: Signal, encoding: Encoding, content_encoding: str | None
) -> None:
    assert_read_or_refused(body, signal, encoding, content_encoding)


@given(almost_json, st.sampled_from(Signal))
def test_almost_an_export_is_one_or_permanently_refused(tree: object, signal: Signal) -> None:
    assert_read_or_refused(msgspec.json.encode(tree), signal, Encoding.JSON, None)


def assert_read_or_refused(body: bytes, signal: Signal, encoding: Encoding, content_encoding: str | None) -> None:
    with suppress(PermanentError):
        decode(unpack(body, content_encoding), signal, encoding)
