"""From the bytes of a request to an export: content type, content encoding, size bound, decoding."""

import zlib

from stackspend.errors import NotOtlp, TooLarge, UnsupportedMedia
from stackspend.otlp.export import Decoded, Encoding, Signal, Skimmed
from stackspend.otlp.frame import skim_json
from stackspend.otlp.json import decode_json, readable_json
from stackspend.otlp.protobuf import decode_protobuf, parse_protobuf, protobuf_as_json, records_in
from stackspend.otlp.removal import may_hold

MAX_BODY = 20 * 1024 * 1024
"""The largest body in bytes, on the wire and after gunzip (OTLP/HTTP recommends 20 MiB for requests)."""


def encoding_of(content_type: str | None) -> Encoding:
    """The encoding that a Content-Type names; parameters such as a charset are ignored. Raises UnsupportedMedia."""
    name = (content_type or "").split(";", 1)[0].strip().lower()
    try:
        return Encoding(name)
    except ValueError:
        raise UnsupportedMedia(
            f"Content-Type {name or '(none)'} is not OTLP/HTTP: send application/json or application/x-protobuf "
            "(OTEL_EXPORTER_OTLP_PROTOCOL=http/json or http/protobuf; gRPC is not received here)."
        ) from None


def unpack(body: bytes, content_encoding: str | None) -> bytes:
    """The body after its Content-Encoding, never more than MAX_BODY bytes.

    Raises UnsupportedMedia for an encoding other than gzip, NotOtlp for broken gzip, TooLarge past the bound (found
    without unpacking the rest, so a small bomb costs no memory).
    """
    name = (content_encoding or "identity").strip().lower()
    if name == "identity":
        return body
    if name != "gzip":
        raise UnsupportedMedia(f"Content-Encoding {name} is not supported: send gzip or none.")
    unpacked = bytearray()
    rest = body
    try:
        while rest:  # a gzip file may have several members
            member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            unpacked += member.decompress(rest, MAX_BODY + 1 - len(unpacked))
            if len(unpacked) > MAX_BODY or member.unconsumed_tail:
                raise TooLarge(f"The body is larger than {MAX_BODY} bytes after gunzip: send smaller batches.")
            if not member.eof:
                raise NotOtlp("The gzip body ends too early: it was cut on the way.")
            rest = member.unused_data
    except zlib.error as error:
        raise NotOtlp(f"The body is not gzip, though Content-Encoding says so: {error}.") from error
    return bytes(unpacked)


def skim(body: bytes, signal: Signal, encoding: Encoding, watched: frozenset[str] = frozenset()) -> Skimmed:
    """How many records an unpacked body has, and which `decode` sets aside, as far as that can be told without their
    values, which are not looked at. Raises NotOtlp where `decode` does.

    `watched` are keys of attributes; see `stackspend.otlp.removal`. What was set aside was not looked at, so it may
    have them.
    """
    watching = frozenset[str]() if signal is Signal.METRICS else watched
    if encoding is Encoding.JSON:
        return skim_json(body, signal, watching)
    records = records_in(parse_protobuf(body, signal), signal)
    return Skimmed(records, watched=bool(watching) and may_hold(body, watching))


def decode(body: bytes, signal: Signal, encoding: Encoding) -> Decoded:
    """The export in an unpacked body. Raises NotOtlp."""
    return decode_json(body, signal) if encoding is Encoding.JSON else decode_protobuf(body, signal)


def readable(body: bytes, signal: Signal, encoding: Encoding) -> object:
    """The whole export as a JSON object for people to read, unknown fields included. Raises NotOtlp."""
    return readable_json(body) if encoding is Encoding.JSON else protobuf_as_json(body, signal)
