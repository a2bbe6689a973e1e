"""What the price list says the tokens of a kind are worth to each other."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from decimal import Decimal

from stackspend.pricing import Consumption, ListCost, PriceList
from stackspend.reports.question import Period
from stackspend.reports.what_changed.slices import Kind, Use
from stackspend.reports.what_changed.yardsticks import ListPrices, TokenPrices

_FREE = Decimal(0)


def list_prices_of(prices: PriceList, before: Period, after: Period) -> ListPrices:
    """Prices of the earlier period's last day; of the later one's if the list has none of that day."""
    days = [datetime.combine(period.end, time(), tzinfo=UTC) for period in (before, after)]

    def prices_of(kind: Kind, uses: Sequence[Use]) -> TokenPrices | None:
        one_of_each = _one_of_each(kind, uses)
        costs = (prices.list_cost(kind.model, day, one_of_each) for day in days)
        return next((_by_kind(cost) for cost in costs if isinstance(cost, ListCost)), None)

    return prices_of


def _one_of_each(kind: Kind, uses: Sequence[Use]) -> Consumption:
    """A kind of token that was not used needs no price."""
    return Consumption(
        input=int(any(use.input for use in uses)),
        output=int(any(use.output for use in uses)),
        cache_read=int(any(use.cache_read for use in uses)),
        cache_creation_5m=int(any(use.cache_creation for use in uses)),
        cache_creation_1h=0,
        speed=kind.speed,
    )


def _by_kind(cost: ListCost) -> TokenPrices:
    units = {line.kind: line.unit_price for line in cost.lines}
    return TokenPrices(
        input=units.get("input", _FREE),
        output=units.get("output", _FREE),
        cache_read=units.get("cache_read", _FREE),
        cache_creation=units.get("cache_creation_5m", _FREE),
    )
