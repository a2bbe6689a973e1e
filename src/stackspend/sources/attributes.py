"""Read typed values out of OTLP attributes: leniently where clients vary, with a reason where nothing can be read."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from hashlib import blake2b

import msgspec

from stackspend.money import EXACT, usd
from stackspend.otlp.export import Plain

Attributes = Mapping[str, Plain]
COUNT_LIMIT = 10**12
"""Beyond any request or session; and millions of counts below it still add up in the ledger's UInt64."""
LONGEST_TEXT = 1_000
_LONGEST_SHOWN = 200
NANOSECOND_LIMIT = 2**63
_SMALLEST = Decimal(1).scaleb(-18)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Unreadable(ValueError):
    """A record that cannot be booked; the message says which value is wrong and why."""


def text(attributes: Attributes, key: str) -> str | None:
    """The value as text, cut as in `shortened`; None if it is absent or empty."""
    value = attributes.get(key)
    if value is None or value == "":
        return None
    if type(value) is str and len(value) <= LONGEST_TEXT:  # the common case
        return value
    return shortened(as_text(value))


def shortened(value: str) -> str:
    """At most LONGEST_TEXT characters; of a longer text the beginning and a digest, so that two stay two."""
    if len(value) <= LONGEST_TEXT:
        return value
    ending = f"… ({len(value)} characters, {blake2b(value.encode(), digest_size=16).hexdigest()})"
    return value[: LONGEST_TEXT - len(ending)] + ending


def as_text(value: Plain) -> str:
    """Any attribute value as text: booleans in lower case, lists and maps as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | Decimal) else msgspec.json.encode(value).decode()


def decimal(attributes: Attributes, key: str) -> Decimal | None:
    """A number that may come as a number or as text (client 2.0 sends text). Raises Unreadable."""
    value = attributes.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Unreadable(f"{key} is {_shown(as_text(value))!r}, which is not a number.")
    try:
        return Decimal(value)
    except InvalidOperation:
        raise Unreadable(f"{key} is {_shown(str(value))!r}, which is not a number.") from None


def money(attributes: Attributes, key: str) -> Decimal | None:
    """An amount in USD. Raises Unreadable if it is no number, negative, infinite or absurd."""
    value = decimal(attributes, key)
    try:
        return None if value is None else usd(value)
    except ValueError as error:
        raise Unreadable(f"{key}: {_shown(str(error))}.") from None


def count(attributes: Attributes, key: str) -> int | None:
    """A whole number of tokens or the like. Raises Unreadable if it is negative, broken or beyond COUNT_LIMIT."""
    value = attributes.get(key)
    if type(value) is int and 0 <= value < COUNT_LIMIT:  # the common case, without a Decimal in between
        return value
    number = decimal(attributes, key)
    return None if number is None else whole(number, key)


def whole(number: Decimal, key: str) -> int:
    """`number` as a count. Raises Unreadable."""
    amount(number, key)
    if number != number.to_integral_value():
        raise Unreadable(f"{key} is {_shown(str(number))}, which is not a whole number.")
    return int(number)


def amount(number: Decimal, key: str) -> Decimal:
    """`number` as a count that may have a fraction, such as seconds, to 18 places. Raises Unreadable."""
    if not number.is_finite() or not 0 <= number < COUNT_LIMIT:
        raise Unreadable(f"{key} is {_shown(str(number))}, which is not a count.")
    return EXACT.quantize(number, _SMALLEST)


def instant(nanoseconds: int | None) -> datetime | None:
    """Nanoseconds since 1970 as aware UTC with microseconds; None if unset (0). Raises Unreadable beyond 2^63."""
    if not nanoseconds:
        return None
    if not 0 < nanoseconds < NANOSECOND_LIMIT:
        raise Unreadable(f"The time {nanoseconds} is not a number of nanoseconds since 1970.")
    return _EPOCH + timedelta(microseconds=nanoseconds // 1000)


def _shown(value: str) -> str:
    """A value as a reason quotes it."""
    return value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "…"
