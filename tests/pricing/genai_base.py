"""What the installed genai-prices says, in the shape of our price files.

`uv run python -m tests.pricing.genai_base` writes `other_models.toml` anew; read the diff before it is committed, and
keep what was true in the past: an entry whose price changed gets an `effective_to`, and its successor follows it.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from genai_prices.data_snapshot import get_snapshot
from genai_prices.types import ConditionalPrice, ModelInfo, ModelPrice, StartDateConstraint, TieredPrices

import stackspend.pricing
from stackspend.pricing.entry import LongPrompt, PriceEntry, Rates

REVIEWED = date(2026, 11, 22)
"""When a new version of genai-prices was last taken over; it is in the file."""

# Vendors whose models gateways put behind Claude Code, or that Codex and Gemini CLI use. Only the vendor's own price is
# taken: the same open model costs something else at each host.
VENDORS = ("openai", "google", "x-ai", "deepseek", "moonshotai", "zai", "minimax", "mistral")
FILE = Path(stackspend.pricing.__file__).with_name("other_models.toml")
_FIELDS = {
    "input": "input_mtok",
    "output": "output_mtok",
    "cache_read": "cache_read_mtok",
    "cache_creation_5m": "cache_write_mtok",
    "cache_creation_1h": "cache_write_1h_mtok",
}


def entries_of(vendor: str) -> list[PriceEntry]:
    """Every text model of the vendor whose price our files can express."""
    provider = next(found for found in get_snapshot().providers if found.id == vendor)
    source = (provider.pricing_urls or ["https://github.com/pydantic/genai-prices"])[0]
    return [entry for model in provider.models for entry in _entries(model, source)]


def _entries(model: ModelInfo, source: str) -> Iterator[PriceEntry]:
    periods = model.prices if isinstance(model.prices, list) else [ConditionalPrice(prices=model.prices)]
    starts: list[date | None] = []
    for period in periods:
        # A price by the hour of the day cannot be told by the day, so such a model stays without one.
        if not isinstance(period.constraint, StartDateConstraint | None):
            return
        starts.append(period.constraint.start_date if period.constraint else None)
    found = [_entry(model.id.lower(), source, period.prices) for period in periods]
    if not all(found):
        return
    for entry, start, end in zip(found, starts, [*starts[1:], None], strict=True):
        assert entry is not None
        yield PriceEntry(
            **{name: getattr(entry, name) for name in ("model", "mtok", "source", "long_prompt", "web_search")},
            effective_from=start,
            effective_to=end,
        )


def _entry(model: str, source: str, prices: ModelPrice) -> PriceEntry | None:
    given = {kind: value for kind, name in _FIELDS.items() if (value := getattr(prices, name, None)) is not None}
    limits = {tuple(tier.start for tier in value.tiers) for value in given.values() if isinstance(value, TieredPrices)}
    if not {"input", "output"} <= set(given) or len(limits) > 1 or any(len(limit) != 1 for limit in limits):
        return None
    base = {kind: value.base if isinstance(value, TieredPrices) else value for kind, value in given.items()}
    long = {kind: value.tiers[0].price if isinstance(value, TieredPrices) else value for kind, value in given.items()}
    above = next((limit[0] for limit in limits), None)
    return PriceEntry(
        model=model,
        mtok=Rates(**base),
        source=source,
        long_prompt=LongPrompt(above=above, mtok=Rates(**long)) if above is not None else None,
        web_search=getattr(prices, "web_searches_kcount", None),
    )


def _table(entry: PriceEntry) -> str:
    lines = ["[[price]]", f'model = "{entry.model}"']
    lines += [f"effective_from = {entry.effective_from}"] if entry.effective_from else []
    lines += [f"effective_to = {entry.effective_to}"] if entry.effective_to else []
    lines.append(f"mtok = {_inline(entry.mtok)}")
    if entry.long_prompt:
        above, rates = entry.long_prompt.above, _inline(entry.long_prompt.mtok)
        lines.append(f"long_prompt = {{ above = {above:_}, mtok = {rates} }}")
    lines += [f'web_search = "{entry.web_search:f}"'] if isinstance(entry.web_search, Decimal) else []
    return "\n".join([*lines, f'source = "{entry.source}"'])


def _inline(rates: Rates) -> str:
    stated = {kind: getattr(rates, kind) for kind in _FIELDS if getattr(rates, kind) is not None}
    return "{ " + ", ".join(f'{kind} = "{rate:f}"' for kind, rate in stated.items()) + " }"


def _is_told_apart(model: str) -> bool:
    """Claude's prices are in a file of their own; a bare word like `ada` could be anybody's model."""
    return "claude" not in model and not model.isalpha()


def price_file() -> str:
    """The whole of `other_models.toml`. A name that two vendors price goes to the first."""
    seen: dict[str, str] = {}
    tables = [
        _table(entry)
        for vendor in VENDORS
        for entry in entries_of(vendor)
        if _is_told_apart(entry.model) and seen.setdefault(entry.model, vendor) == vendor
    ]
    head = (
        "# Prices of other vendors' models in USD per million tokens, taken over from genai-prices\n"
        "# (https://github.com/pydantic/genai-prices), which is under the MIT licence:\n"
        "# Copyright (c) Pydantic Services Inc. 2025 to present (LICENSE.genai-prices). Vendors' own prices only, not\n"
        "# those of other hosts.\n"
        f"\nreviewed = {REVIEWED}\n"
    )
    return head + "\n" + "\n\n".join(tables) + "\n"


if __name__ == "__main__":
    FILE.write_text(price_file(), encoding="utf-8")
