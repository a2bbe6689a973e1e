"""The shapes of the prices page. Rates are USD per million tokens, amounts USD, both as decimal texts."""

from datetime import date, datetime

import msgspec

from stackspend.pricing.agreements import WrittenOverride
from stackspend.pricing.entry import TOKEN_KINDS, PriceEntry, Rates
from stackspend.pricing.overrides import Override
from stackspend.pricing.price_list import PriceList
from stackspend.reports.answer import amount_text
from stackspend.reports.price_audit import UnpricedModel
from stackspend.reports.price_change import ModelChange, PriceChange


class OwnPriceChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`after` in the place of `before`, which is as it was answered. Without `before` it is added, without `after`
    removed."""

    before: Override | None = None
    after: Override | None = None


class OwnPrice(msgspec.Struct, frozen=True, kw_only=True):
    """An override, and when and by whom it was written as it is now."""

    override: Override
    created_at: datetime
    created_by: str


class RatesView(msgspec.Struct, frozen=True, kw_only=True):
    """Null is a kind without a price."""

    input: str | None
    output: str | None
    cache_read: str | None
    cache_creation_5m: str | None
    cache_creation_1h: str | None


class ListedPrice(msgspec.Struct, frozen=True, kw_only=True):
    """A price of the list, from a day on (null: since its release) until the day before another (null: it holds)."""

    id: str
    model: str
    speed: str
    effective_from: date | None
    effective_to: date | None
    rates: RatesView
    long_prompt_above: int | None
    source: str
    note: str | None


class PackagedPrices(msgspec.Struct, frozen=True, kw_only=True):
    """The price list of this version of StackSpend, and the day on which it was last compared with its sources."""

    version: str
    reviewed: date | None
    prices: list[ListedPrice]


class UnpricedModelView(msgspec.Struct, frozen=True, kw_only=True):
    """A model in use whose line items have no list cost. `reported_cost_usd` is what clients said, null if nothing."""

    model: str | None
    line_items: int
    last_used: datetime
    reason: str
    reported_cost_usd: str | None


class RateChangeView(msgspec.Struct, frozen=True, kw_only=True):
    """A rate in USD per million tokens; null where no price is known."""

    kind: str
    before: str | None
    after: str | None


class ModelChangeView(msgspec.Struct, frozen=True, kw_only=True):
    """A model whose rates change, and what its usage costs by them; null where a price is missing."""

    model: str
    speed: str | None
    line_items: int
    before_usd: str | None
    after_usd: str | None
    rates: list[RateChangeView]


class PriceChangeView(msgspec.Struct, frozen=True, kw_only=True):
    """What a change would do to the prices of the day `on`, tried on the usage between the two other days."""

    on: date
    usage_start: date
    usage_end: date
    models: list[ModelChangeView]


def own_price(written: WrittenOverride) -> OwnPrice:
    """An override as the web app sees it."""
    return OwnPrice(override=written.override, created_at=written.created_at, created_by=written.created_by)


def packaged_prices(prices: PriceList, version: str) -> PackagedPrices:
    """The whole list, in its order."""
    return PackagedPrices(
        version=version, reviewed=prices.reviewed, prices=[_listed(entry) for entry in prices.entries]
    )


def unpriced_model(found: UnpricedModel) -> UnpricedModelView:
    """A model without a price as the web app sees it."""
    return UnpricedModelView(
        model=found.model,
        line_items=found.line_items,
        last_used=found.last_used,
        reason=found.reason,
        reported_cost_usd=amount_text(found.reported),
    )


def price_change_view(change: PriceChange) -> PriceChangeView:
    """A preview as the web app sees it."""
    return PriceChangeView(
        on=change.on,
        usage_start=change.usage.start,
        usage_end=change.usage.end,
        models=[_model_change(one) for one in change.models],
    )


def _model_change(change: ModelChange) -> ModelChangeView:
    return ModelChangeView(
        model=change.model,
        speed=change.speed,
        line_items=change.line_items,
        before_usd=amount_text(change.before),
        after_usd=amount_text(change.after),
        rates=[
            RateChangeView(kind=rate.kind, before=amount_text(rate.before), after=amount_text(rate.after))
            for rate in change.rates
        ],
    )


def _listed(entry: PriceEntry) -> ListedPrice:
    return ListedPrice(
        id=entry.id,
        model=entry.model,
        speed=entry.speed,
        effective_from=entry.effective_from,
        effective_to=entry.effective_to,
        rates=_rates(entry.mtok),
        long_prompt_above=entry.long_prompt.above if entry.long_prompt else None,
        source=entry.source,
        note=entry.note,
    )


def _rates(rates: Rates) -> RatesView:
    return RatesView(**{kind: amount_text(rates.of(kind)) for kind in TOKEN_KINDS})
