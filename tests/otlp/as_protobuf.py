"""The protobuf form of an OTLP/JSON export, made by protobuf's own JSON mapping."""

import base64
from typing import Any

from google.protobuf.json_format import ParseDict
from google.protobuf.message import Message

from stackspend.otlp.export import Signal
from stackspend.otlp.protobuf import parse_protobuf

_IDS = {"traceId", "spanId", "parentSpanId"}


def as_protobuf(export: dict[str, Any], signal: Signal) -> bytes:
    """The bytes of the same export."""
    empty: Message = parse_protobuf(b"", signal)
    written: bytes = ParseDict(_base64_ids(export), empty, ignore_unknown_fields=True).SerializeToString()
    return written


def _base64_ids(node: Any) -> Any:
    """OTLP/JSON writes ids in hexadecimal, where protobuf's mapping has base64."""
    if isinstance(node, dict):
        return {key: _base64(value) if key in _IDS else _base64_ids(value) for key, value in node.items()}
    return [_base64_ids(item) for item in node] if isinstance(node, list) else node


def _base64(identity: str) -> str:
    return base64.b64encode(bytes.fromhex(identity)).decode()
