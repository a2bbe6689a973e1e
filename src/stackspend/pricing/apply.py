"""A list entry, an organization's overrides and a region -> the unit prices that hold."""

from decimal import Decimal

import msgspec

from stackspend.pricing.cost import AppliedPrice, LineKind, LongPromptPrices, PriceEntryRef, UnitPrice
from stackspend.pricing.entry import TOKEN_KINDS, PriceEntry, Rates, TokenKind
from stackspend.pricing.models import Host, ModelName
from stackspend.pricing.overrides import Override

_ONE = Decimal(1)
_NOT_REGIONAL = frozenset({"", "global", "not_available"})


class Surcharge(msgspec.Struct, frozen=True):
    factor: Decimal
    note: str | None


class Terms(msgspec.Struct, frozen=True):
    """What holds beside the list entry: a region's surcharge, negotiated rates, a discount."""

    surcharge: Surcharge
    rates: Override | None
    discount: Override | None


def regional_surcharge(entry: PriceEntry, host: Host | None, region: str | None) -> Surcharge:
    """The factor on all token prices; 1 for global routing and where no region is known.

    Sources: https://platform.claude.com/docs/en/manage-claude/data-residency (`us` on Anthropic's own API) and
    https://platform.claude.com/docs/en/about-claude/pricing (regional endpoints of the clouds).
    """
    if region is None or region in _NOT_REGIONAL:
        return Surcharge(_ONE, None)
    factor = entry.us_inference if host is None and region == "us" else entry.cloud_region
    return Surcharge(factor, f"+{(factor - 1) * 100:.0f} % for region {region}" if factor != _ONE else None)


def apply_price(entry: PriceEntry, name: ModelName, terms: Terms, assumptions: tuple[str, ...]) -> AppliedPrice:
    """Unit prices of every kind that has one. Assumptions are passed on, with ours about a region that nobody told."""
    if name.host == "vertex" and name.region is None and entry.cloud_region != _ONE:
        assumptions += ("The Google Cloud region is not known; the price is that of the global endpoint.",)
    agreements = tuple(override.id for override in (terms.rates, terms.discount) if override is not None)
    return AppliedPrice(
        ref=PriceEntryRef(entry.id, entry.model, entry.effective_from, entry.source, agreements),
        units=_units(entry, entry.mtok, terms),
        long_prompt=_long_prompt(entry, terms),
        assumptions=assumptions,
    )


def _long_prompt(entry: PriceEntry, terms: Terms) -> LongPromptPrices | None:
    if entry.long_prompt is None:
        return None
    above = entry.long_prompt.above
    return LongPromptPrices(above, _units(entry, entry.long_prompt.mtok, terms, f"prompt above {above:,} tokens"))


def _units(entry: PriceEntry, rates: Rates, terms: Terms, size_note: str | None = None) -> dict[LineKind, UnitPrice]:
    notes = ("fast mode" if entry.speed == "fast" else None, size_note)
    priced: dict[LineKind, UnitPrice | None] = {kind: _unit(kind, rates.of(kind), terms, notes) for kind in TOKEN_KINDS}
    priced["web_search"] = _web_search(entry, terms.discount)
    return {kind: unit for kind, unit in priced.items() if unit is not None}


def _unit(kind: TokenKind, listed: Decimal | None, terms: Terms, notes: tuple[str | None, ...]) -> UnitPrice | None:
    negotiated = terms.rates.mtok.of(kind) if terms.rates and terms.rates.mtok else None
    if negotiated is not None:
        per_mtok, notes = negotiated, ("negotiated rate",)
    elif listed is None:
        return None
    else:
        per_mtok, notes = listed * _kept(terms.discount), (*notes, _discount_note(terms.discount))
    per_mtok *= terms.surcharge.factor
    # A shift of the decimal point is exact, where a division by a million could be rounded.
    return UnitPrice(per_mtok.scaleb(-6), per_mtok, _note(*notes, terms.surcharge.note))


def _web_search(entry: PriceEntry, discount: Override | None) -> UnitPrice | None:
    """Searches cost the same in every region and at every speed."""
    if entry.web_search is None:
        return None
    each = entry.web_search.scaleb(-3) * _kept(discount)
    return UnitPrice(each, None, _note("per search", _discount_note(discount)))


def _kept(discount: Override | None) -> Decimal:
    """What a discount leaves of each price, as a factor."""
    if discount is None or discount.discount_percent is None:
        return _ONE
    return _ONE - discount.discount_percent.scaleb(-2)


def _discount_note(discount: Override | None) -> str | None:
    return f"{discount.discount_percent} % off the list" if discount else None


def _note(*parts: str | None) -> str | None:
    return ", ".join(part for part in parts if part) or None
