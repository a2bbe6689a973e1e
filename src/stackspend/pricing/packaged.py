"""The price list that comes with StackSpend."""

import tomllib
from datetime import date
from importlib import resources

import msgspec

from stackspend.pricing.entry import Alias, PriceEntry
from stackspend.pricing.price_list import PriceList

# Claude's prices are reviewed by hand; the other models come from genai-prices, for gateways that serve them.
_FILES = ("claude.toml", "other_models.toml")


class PriceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`reviewed` is the day on which all of it was last compared with the vendors' pages."""

    reviewed: date
    price: tuple[PriceEntry, ...]
    alias: tuple[Alias, ...] = ()


def read_price_file(text: str) -> PriceFile:
    """Rates are strings in the file, so that they are read as the decimals that they are."""
    return msgspec.convert(tomllib.loads(text), PriceFile)


def default_price_list() -> PriceList:
    """Reads the packaged files; call it once, at the start."""
    folder = resources.files("stackspend.pricing")
    files = [read_price_file((folder / name).read_text(encoding="utf-8")) for name in _FILES]
    return PriceList(
        (entry for file in files for entry in file.price),
        aliases=(alias for file in files for alias in file.alias),
        reviewed=min(file.reviewed for file in files),
    )
