"""A dated price of one model, as the price files state it."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

Speed = Literal["standard", "fast"]
TokenKind = Literal["input", "output", "cache_read", "cache_creation_5m", "cache_creation_1h"]
TOKEN_KINDS: tuple[TokenKind, ...] = ("input", "output", "cache_read", "cache_creation_5m", "cache_creation_1h")

_ONE = Decimal(1)


class Rates(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """USD per million tokens. `None`: no price is known for that kind."""

    input: Decimal | None = None
    output: Decimal | None = None
    cache_read: Decimal | None = None
    cache_creation_5m: Decimal | None = None
    cache_creation_1h: Decimal | None = None

    def of(self, kind: TokenKind) -> Decimal | None:
        rate: Decimal | None = getattr(self, kind)
        return rate


class LongPrompt(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Rates of *every* token of a request whose prompt (input + cache reads + cache writes) has more than `above`."""

    above: int
    mtok: Rates


class PriceEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a model costs from one day (UTC, inclusive; `None`: since its release) to another (exclusive; `None`: open).

    `us_inference` and `cloud_region` multiply all token prices for Anthropic's `inference_geo: us`, and for a Bedrock
    or Vertex region that is not global. `web_search` is USD per 1,000 searches.
    """

    model: str
    mtok: Rates
    source: str
    speed: Speed = "standard"
    effective_from: date | None = None
    effective_to: date | None = None
    long_prompt: LongPrompt | None = None
    web_search: Decimal | None = None
    us_inference: Decimal = _ONE
    cloud_region: Decimal = _ONE
    note: str | None = None

    @property
    def id(self) -> str:
        """Readable and unique as long as the entries of one model and speed do not overlap."""
        speed = "/fast" if self.speed == "fast" else ""
        since = f"@{self.effective_from}" if self.effective_from else ""
        return f"{self.model}{speed}{since}"


class Alias(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Another name of a model. One with dates stood for other models at other times, so its use is an assumption."""

    name: str
    model: str
    source: str
    effective_from: date | None = None
    effective_to: date | None = None
