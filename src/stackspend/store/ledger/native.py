"""Columns in ClickHouse's Native format, which the engine takes over as they are.

Reading the same values as text costs the engine three times the insert itself, above all where it has to look each word
up in a dictionary (`LowCardinality`): here words come as numbers into a dictionary of their own.
Source: https://clickhouse.com/docs/interfaces/formats/Native, and SerializationLowCardinality.cpp for dictionaries.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from stackspend.money import EXACT, USD_PLACES

Value = TypeVar("Value")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)
# A dictionary of the words of this block alone: "additional keys", none of them known from an earlier block.
_OWN_DICTIONARY = 1 << 9 | 1 << 10
_VERSION = 1
_CODES = ((1 << 8, "B"), (1 << 16, "H"), (1 << 32, "I"))


class Column(msgspec.Struct, frozen=True):
    """A column of a block: its type as the content has it, which the engine converts where the table's differs."""

    name: str
    type: str
    content: bytes


def block(rows: int, columns: Iterable[Column]) -> bytes:
    """What an INSERT … FORMAT Native takes."""
    found = list(columns)
    parts = [_length(len(found)), _length(rows)]
    for column in found:
        parts += (_text(column.name), _text(column.type), column.content)
    return b"".join(parts)


def texts(name: str, values: Iterable[str | bytes]) -> Column:
    """A String column."""
    return Column(name, "String", b"".join(map(_text, values)))


def repeated_texts(name: str, values: Sequence[str]) -> Column:
    """The same, where many rows have the same text."""
    known = {value: _text(value) for value in set(values)}
    return Column(name, "String", b"".join(map(known.__getitem__, values)))


def optional_texts(name: str, values: Sequence[str | None]) -> Column:
    """A Nullable(String) column."""
    content = b"".join([_text(value or "") for value in values]) if any(values) else bytes(len(values))
    return Column(name, "Nullable(String)", _nulls(values) + content)


def words(name: str, values: Sequence[str | None]) -> Column:
    """A column of few different texts."""
    places: dict[str | None, int] = {}
    numbers = [places.setdefault(value, len(places)) for value in values]
    return words_of(name, numbers, list(places))


def words_of(name: str, numbers: Sequence[int], distinct: Sequence[str | None]) -> Column:
    """The same, where the values are those of a few things: `numbers` says which of the `distinct` each row has."""
    keys: dict[str | None, int] = {None: 0}
    places = [keys.setdefault(word, len(keys)) for word in distinct]
    size, code = next((size, code) for size, (most, code) in enumerate(_CODES) if len(keys) <= most)
    content = [_whole((_VERSION, _OWN_DICTIONARY | size, len(keys))), *(_text(word or "") for word in keys)]
    content += [_whole((len(numbers),)), array(code, map(places.__getitem__, numbers)).tobytes()]
    return Column(name, "LowCardinality(Nullable(String))", b"".join(content))


def numbered_objects(values: Sequence[Value]) -> tuple[list[int], list[Value]]:
    """Of each value the place among the distinct ones, and those. Told apart by which object they are: equal ones may
    be named twice, but nothing is hashed."""
    objects = {id(value): value for value in values}
    places = {one: place for place, one in enumerate(objects)}
    return [places[id(value)] for value in values], list(objects.values())


def identifiers(name: str, values: Sequence[UUID]) -> Column:
    """A UUID column."""
    return Column(name, "UUID", _identifiers(values))


def optional_identifiers(name: str, values: Sequence[UUID | None]) -> Column:
    """A Nullable(UUID) column."""
    nobody = UUID(int=0)
    return Column(name, "Nullable(UUID)", _nulls(values) + _identifiers([value or nobody for value in values]))


def whole_numbers(name: str, values: Iterable[int]) -> Column:
    """A UInt64 column."""
    return Column(name, "UInt64", _whole(values))


def optional_whole_numbers(name: str, values: Sequence[int | None]) -> Column:
    """A Nullable(UInt64) column."""
    return Column(name, "Nullable(UInt64)", _nulls(values) + _whole([value or 0 for value in values]))


def amounts(name: str, values: Sequence[Decimal | None], places: int = USD_PLACES) -> Column:
    """A Nullable(Decimal) column of that many decimal places; values have no more."""
    unknown = bytes(16)
    content = [
        unknown if value is None else int(value.scaleb(places, EXACT)).to_bytes(16, "little", signed=True)
        for value in values
    ]
    return Column(name, f"Nullable(Decimal(38, {places}))", _nulls(values) + b"".join(content))


def flags(name: str, values: Iterable[bool]) -> Column:
    """A Bool column."""
    return Column(name, "Bool", bytes(values))


def microseconds(instant: datetime) -> int:
    """What a DateTime64(6, 'UTC') counts: microseconds since 1970."""
    return (instant - _EPOCH) // _MICROSECOND


def instants(name: str, values: Iterable[datetime]) -> Column:
    """A DateTime64(6, 'UTC') column."""
    ticks = _each(values, microseconds)
    return Column(name, "DateTime64(6, 'UTC')", array("q", ticks).tobytes())


def days(name: str, values: Iterable[date]) -> Column:
    """A Date32 column."""
    return Column(name, "Date32", array("i", _each(values, lambda day: day.toordinal() - _FIRST_DAY)).tobytes())


def lists(name: str, values: Sequence[Sequence[str]]) -> Column:
    """An Array(String) column."""
    content = b"".join([_text(text) for value in values for text in value])
    return Column(name, "Array(String)", _ends(map(len, values)) + content)


def maps_of(name: str, numbers: Sequence[int], distinct: Sequence[Mapping[str, str]]) -> Column:
    """A Map(String, String) column of few different maps, numbered as in `words_of`."""
    sizes = [len(one) for one in distinct]
    keys = [b"".join(map(_text, one)) for one in distinct]
    values = [b"".join(map(_text, one.values())) for one in distinct]
    content = b"".join([keys[n] for n in numbers]) + b"".join([values[n] for n in numbers])
    return Column(name, "Map(String, String)", _ends(sizes[n] for n in numbers) + content)


def _ends(sizes: Iterable[int]) -> bytes:
    end = 0
    return _whole([end := end + size for size in sizes])


def _each(values: Iterable[Value], count: Callable[[Value], int]) -> list[int]:
    """The number of each value; the same value, which is frequent in a block, is counted once."""
    known: dict[Value, int] = {}
    found = []
    for value in values:
        number = known.get(value)
        if number is None:
            number = known[value] = count(value)
        found.append(number)
    return found


def _nulls(values: Iterable[Any]) -> bytes:
    return bytes([value is None for value in values])


def _whole(values: Iterable[int]) -> bytes:
    return array("Q", values).tobytes()


def _identifiers(values: Iterable[UUID]) -> bytes:
    """Two words each, the higher one first, and the bytes of each from the lowest."""
    halves = array("Q", b"".join([value.int.to_bytes(16) for value in values]))
    halves.byteswap()
    return halves.tobytes()


def _text(value: str | bytes) -> bytes:
    content = value.encode() if isinstance(value, str) else value
    return _length(len(content)) + content


def _length(number: int) -> bytes:
    """A variable-length number: seven bits a byte, the lowest first."""
    if number < len(_SHORT):
        return _SHORT[number]
    return bytes([number & 0x7F | 0x80]) + _length(number >> 7)


_SHORT = [bytes([n]) for n in range(0x80)]
_SHORT += [bytes([n & 0x7F | 0x80, n >> 7]) for n in range(0x80, 0x4000)]
