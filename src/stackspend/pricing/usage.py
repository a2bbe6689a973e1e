"""What one request consumed, as far as the client said."""

from typing import Literal

import msgspec

CacheTtl = Literal["5m", "1h"]


class Consumption(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Quantities of one request, or of many (`single_request=False`).

    Tokens are `int`; `None` means that nobody stated them. `input` excludes cache reads and writes, as Anthropic
    counts; OpenAI and genai-prices count them in, so their sources subtract first. `output` includes thinking.
    `cache_creation` is the total; the two split counts win over it where the client sends them (Claude Code 2.1.330).
    `speed` is `fast`, or `normal`, `standard`, `None`. `region` is `inference_geo`, or the region of Bedrock or Vertex;
    `None`, `global` and `not_available` bear no surcharge. `default_ttl` is the lifetime to assume for cache writes
    whose split is unknown.
    """

    input: int | None = None
    output: int | None = None
    cache_read: int | None = None
    cache_creation: int | None = None
    cache_creation_5m: int | None = None
    cache_creation_1h: int | None = None
    web_searches: int | None = None
    speed: str | None = None
    region: str | None = None
    single_request: bool = True
    default_ttl: CacheTtl | None = None


class CacheWrites(msgspec.Struct, frozen=True, gc=False):
    """Cache writes by lifetime, and how many of them rest on an assumption."""

    five_minutes: int
    one_hour: int
    assumed: int


def split_cache_writes(consumption: Consumption) -> CacheWrites:
    """The writes by lifetime; what the client did not split falls to `default_ttl`, or to 5 minutes without one.

    With one of the two split counts stated, the other is the rest of the total.
    """
    total = consumption.cache_creation or 0
    five, hour = consumption.cache_creation_5m, consumption.cache_creation_1h
    if five is not None and hour is not None:
        rest = max(0, total - five - hour)
    elif hour is not None:
        return CacheWrites(max(0, total - hour), hour, 0)
    elif five is not None:
        return CacheWrites(five, max(0, total - five), 0)
    else:
        five = hour = 0
        rest = total
    if consumption.default_ttl == "1h":
        return CacheWrites(five, hour + rest, rest)
    return CacheWrites(five + rest, hour, rest)


def documented_cache_ttl(*, subscription: bool, main_conversation: bool) -> CacheTtl:
    """The lifetime of Claude Code's cache writes: 1 hour in a subscription's main conversation, else 5 minutes.

    Source: https://code.claude.com/docs/en/costs (August 2026); ENABLE_PROMPT_CACHING_1H and FORCE_PROMPT_CACHING_5M
    change it unseen, which is why a cost that rests on this says so.
    """
    return "1h" if subscription and main_conversation else "5m"
