"""An organization's own prices: negotiated rates, discounts, and what its gateway's model names stand for."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec

from stackspend.errors import InvalidInput
from stackspend.pricing.entry import TOKEN_KINDS, Rates, Speed
from stackspend.pricing.models import canonical_model

OverrideForm = Literal["toml", "json"]

_HUNDRED = Decimal(100)


class Override(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One agreement, in force from a day (UTC, inclusive; `None`: always was) to another (exclusive; `None`: open).

    Exactly one of: `mtok` (USD per million tokens; kinds left out keep the list price), `discount_percent` (off every
    line that has no negotiated rate), `prices_as` (the model whose price holds). Only a discount's `model` may end in
    `*`; of several that fit, the longest wins. Rates are for the standard speed unless `speed` says fast; a discount is
    for both unless it says which. Regional surcharges come on top of rates, as they do on the list.
    """

    model: str
    mtok: Rates | None = None
    discount_percent: Decimal | None = None
    prices_as: str | None = None
    speed: Speed | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    note: str | None = None

    @property
    def id(self) -> str:
        """Readable; unique as long as no two overrides of one model and kind overlap."""
        speed = f"/{self.speed}" if self.speed else ""
        since = f"@{self.effective_from}" if self.effective_from else ""
        return f"override:{self.model}{speed}{since}"


def parse_overrides(body: bytes, form: OverrideForm, *, name: str) -> tuple[Override, ...]:
    """Reads TOML with `[[override]]` tables, or JSON `{"override": [...]}`; numbers stay exact.

    Raises InvalidInput with the entry and what is wrong with it; `name` is what people know the text by.
    """
    try:
        text = body.decode("utf-8-sig")
        # A price like 0.1 read as a binary float would be off in the 17th digit, so both readers give Decimal.
        content: Any = (
            json.loads(text, parse_float=Decimal) if form == "json" else tomllib.loads(text, parse_float=Decimal)
        )
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"The price overrides in {name} cannot be read: {error}.") from error
    rows = content.get("override") if isinstance(content, dict) and len(content) == 1 else None
    if not isinstance(rows, list):
        raise InvalidInput(f"There must be one list named 'override' in {name}, with one entry for each agreement.")
    return read_overrides(rows)


def read_overrides(rows: Iterable[Mapping[str, Any]]) -> tuple[Override, ...]:
    """Validates rows of a file, a table or a request. Raises InvalidInput with the entry and what is wrong with it."""
    return tuple(_read(number, row) for number, row in enumerate(rows, start=1))


def read_override(override: Override) -> Override:
    """One that was given by itself, with its model's one name. Raises InvalidInput with what is wrong with it."""
    return _checked(override, f"The price of {override.model}" if override.model.strip() else "The price")


def _read(number: int, row: Mapping[str, Any]) -> Override:
    try:
        override = msgspec.convert(row, Override)
    except msgspec.ValidationError as error:
        raise InvalidInput(f"{_entry(number, row)}: {str(error).rstrip('.')}.") from error
    return _checked(override, _entry(number, row))


def _checked(override: Override, what: str) -> Override:
    if wrong := _wrong(override):
        raise InvalidInput(f"{what}: {wrong}")
    name = override.model if override.model.endswith("*") else canonical_model(override.model)
    return msgspec.structs.replace(override, model=name)


def _entry(number: int, row: object) -> str:
    model = row.get("model") if isinstance(row, Mapping) else None
    return f"Price override {number} ({model})" if model else f"Price override {number}"


def _wrong(override: Override) -> str | None:
    """The first broken rule as a sentence, or None."""
    starts, ends = override.effective_from, override.effective_to
    given = [name for name in ("mtok", "discount_percent", "prices_as") if getattr(override, name) is not None]
    percent = override.discount_percent
    if len(given) != 1:
        return f"give exactly one of mtok, discount_percent and prices_as, not {' and '.join(given) or 'none'}."
    if not override.model.strip():
        return "name the model."
    if "*" in override.model[:-1] or (override.model.endswith("*") and percent is None):
        return "a * may only stand at the end of a model, and only in a discount; name each model that has rates."
    if starts and ends and ends <= starts:
        return f"effective_to {ends} must be a later day than effective_from {starts}."
    if percent is not None and not (percent.is_finite() and 0 <= percent <= _HUNDRED):
        return f"discount_percent is {percent}, but must lie between 0 and 100."
    return _wrong_rates(override.mtok) if override.mtok else None


def _wrong_rates(rates: Rates) -> str | None:
    stated = {kind: rate for kind in TOKEN_KINDS if (rate := rates.of(kind)) is not None}
    if not stated:
        return f"mtok must state a rate for at least one of {', '.join(TOKEN_KINDS)}."
    for kind, rate in stated.items():
        if not (rate.is_finite() and rate >= 0):
            return f"mtok.{kind} is {rate}, but a rate in USD per million tokens must be a number from 0 up."
    return None
