"""What the tests of pricing share: the packaged list, a day, and a request."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from stackspend.pricing import Consumption, ListCost, PriceList, Unpriced, default_price_list

LIST = default_price_list()
NOVEMBER = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)


def at(day: str) -> datetime:
    """The first instant of that UTC day."""
    return datetime.combine(date.fromisoformat(day), time.min, UTC)


def request(**quantities: object) -> Consumption:
    """A request of 1,000 input and 1,000 output tokens, unless said otherwise."""
    return Consumption(**{"input": 1_000, "output": 1_000, **quantities})  # type: ignore[arg-type]


def priced(model: str, consumption: Consumption, when: datetime = NOVEMBER, *, prices: PriceList = LIST) -> ListCost:
    found = prices.list_cost(model, when, consumption)
    assert isinstance(found, ListCost), found
    return found


def unpriced(
    model: str | None, consumption: Consumption, when: datetime = NOVEMBER, *, prices: PriceList = LIST
) -> str:
    """The reason."""
    found = prices.list_cost(model, when, consumption)
    assert isinstance(found, Unpriced), found
    return found.reason


def mtok(cost: ListCost) -> dict[str, Decimal | None]:
    """USD per million tokens by kind of line."""
    return {line.kind: line.price_per_mtok for line in cost.lines}
