"""Take the values of some attributes out of an export, and leave everything else as it was sent.

What is taken out is replaced by `REMOVED`, so that a reader sees that there was something. Values that a client took
out itself stay: they say the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from stackspend.otlp.export import Encoding, Export, KeyValue, LogsExport, MetricsExport, Signal, TracesExport
from stackspend.otlp.json import mended
from stackspend.otlp.protobuf import parse_protobuf

REMOVED = "<REMOVED>"
_EMPTY = frozenset({"", "<REDACTED>", REMOVED})
# In OTLP/JSON, the lists on the way to what has the attributes of records.
_PATHS = {
    Signal.LOGS: (("resourceLogs", "scopeLogs", "logRecords"),),
    Signal.TRACES: (("resourceSpans", "scopeSpans", "spans"), ("resourceSpans", "scopeSpans", "spans", "events")),
}
# A number with a fraction must be written again as it was read.
_VERBATIM = msgspec.json.Decoder(float_hook=lambda text: msgspec.Raw(text.encode()))


class Removed(msgspec.Struct, frozen=True):
    """How many values of one attribute were taken out, and of how many bytes of UTF-8 together."""

    key: str
    count: int
    bytes: int


def holds(export: Export, keys: frozenset[str]) -> bool:
    """Whether a record of a decoded export has one of these attributes, and something in it."""
    # Most exports are done with after the names, which cost a tenth of what looking at the values would.
    return not keys.isdisjoint(_names(export)) and any(
        pair.key in keys and not _is_empty(pair) for pair in _pairs(export)
    )


def may_hold(body: bytes, keys: frozenset[str]) -> bool:
    """The same for the bytes of a protobuf export, without reading them; it may err on the side of true."""
    return _pattern(keys).search(body) is not None


def remove(body: bytes, signal: Signal, encoding: Encoding, keys: frozenset[str]) -> tuple[bytes, tuple[Removed, ...]]:
    """The export without the values of these attributes, and what was removed, by key. Raises NotOtlp."""
    tally = _Tally(keys)
    if signal is Signal.METRICS:
        return body, ()
    if encoding is Encoding.JSON:
        tree = _VERBATIM.decode(mended(body))
        for attributes in _attributes_in(tree, signal):
            _remove_from_json(attributes, tally)
        written = msgspec.json.encode(tree)
    else:
        message: Any = parse_protobuf(body, signal)
        for pair in _message_pairs(message, signal):
            _remove_from_message(pair, tally)
        written = message.SerializeToString()
    removed = tally.removed()
    return (written, removed) if removed else (body, ())


class _Tally:
    """Counts while it decides."""

    def __init__(self, keys: frozenset[str]) -> None:
        self._keys = keys
        self._sizes: dict[str, list[int]] = defaultdict(list)

    def takes(self, key: Any, value: Any) -> bool:
        """Whether this value must go; counts it if so."""
        if not isinstance(key, str) or key not in self._keys or value in _EMPTY:
            return False
        self._sizes[key].append(len(value.encode("utf-8", "replace")))
        return True

    def removed(self) -> tuple[Removed, ...]:
        return tuple(Removed(key, len(sizes), sum(sizes)) for key, sizes in sorted(self._sizes.items()))


def _names(export: Export) -> set[str]:
    match export:
        case LogsExport(resource_logs=logs):
            scopes = [scope for resource in logs for scope in resource.scope_logs]
            return {pair.key for scope in scopes for log in scope.log_records for pair in log.attributes}
        case _:
            return {pair.key for pair in _pairs(export)}


def _pairs(export: Export) -> Iterator[KeyValue]:
    match export:
        case LogsExport(resource_logs=logs):
            for resource in logs:
                for scope in resource.scope_logs:
                    for log in scope.log_records:
                        yield from log.attributes
        case TracesExport(resource_spans=traces):
            for traced in traces:
                for spans in traced.scope_spans:
                    for span in spans.spans:
                        yield from span.attributes
                        for event in span.events:
                            yield from event.attributes
        case MetricsExport():
            return


def _is_empty(pair: KeyValue) -> bool:
    value = pair.value
    return value is None or value.string_value in _EMPTY


@lru_cache(maxsize=4)
def _pattern(keys: frozenset[str]) -> re.Pattern[bytes]:
    """Field 1 of a KeyValue with one of the keys, then field 2, unless that is the text by which a client removes."""
    by_length: dict[int, list[bytes]] = defaultdict(list)
    for key in sorted(key.encode() for key in keys):
        by_length[len(key)].append(re.escape(key))
    # A key follows its length, so at most places one byte tells that none of them is there.
    spelt = b"|".join(b"\\x%02x(?:%b)" % (length, b"|".join(those)) for length, those in by_length.items())
    return re.compile(rb"\n(?:" + spelt + rb")\x12(?!\x0c\n\n<REDACTED>)")


def _attributes_in(tree: Any, signal: Signal) -> Iterator[Any]:
    for path in _PATHS[signal]:
        found = [tree]
        for name in path:
            found = [entry for owner in found for entry in _entries(owner, name)]
        yield from (attribute for owner in found for attribute in _entries(owner, "attributes"))


def _entries(owner: Any, name: str) -> list[Any]:
    """The objects of a list field; of another shape there are none."""
    entries = owner.get(name) if isinstance(owner, dict) else None
    return entries if isinstance(entries, list) else []


def _remove_from_json(attribute: Any, tally: _Tally) -> None:
    if isinstance(attribute, dict) and tally.takes(attribute.get("key"), _text_of_json(attribute.get("value"))):
        attribute["value"] = {"stringValue": REMOVED}


def _text_of_json(value: Any) -> str:
    if isinstance(value, dict) and isinstance(value.get("stringValue"), str):
        return str(value["stringValue"])
    return msgspec.json.encode(value).decode() if value else ""


def _message_pairs(message: Any, signal: Signal) -> Iterable[Any]:
    if signal is Signal.LOGS:
        for resource in message.resource_logs:
            for scope in resource.scope_logs:
                for log in scope.log_records:
                    yield from log.attributes
        return
    for resource in message.resource_spans:
        for scope in resource.scope_spans:
            for span in scope.spans:
                yield from span.attributes
                for event in span.events:
                    yield from event.attributes


def _remove_from_message(pair: Any, tally: _Tally) -> None:
    kind = pair.value.WhichOneof("value")
    text = pair.value.string_value if kind in {None, "string_value"} else str(pair.value)
    if tally.takes(pair.key, text):
        pair.value.Clear()
        pair.value.string_value = REMOVED
