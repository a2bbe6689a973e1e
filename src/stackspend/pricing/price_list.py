"""The dated price list: one question, `list_cost`."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache

import msgspec

from stackspend.pricing.apply import Terms, apply_price, regional_surcharge
from stackspend.pricing.cost import AppliedPrice, ListCost, Unpriced, cost_of
from stackspend.pricing.entry import Alias, PriceEntry, Rates, Speed
from stackspend.pricing.models import read_model_name
from stackspend.pricing.overrides import Override
from stackspend.pricing.timeline import by_key, in_force
from stackspend.pricing.usage import Consumption

_SPEEDS: dict[str | None, Speed] = {
    None: "standard", "": "standard", "normal": "standard", "standard": "standard", "fast": "fast",
}  # fmt: skip
_NO_MODEL = Unpriced("The client did not name a model.")

# Clients choose model names and regions freely, so what is remembered about them must have a bound.
_REMEMBERED = 4096


class PriceList:
    """Dated entries, aliases and one organization's overrides; immutable, safe to share between threads. `reviewed` is
    the day on which the entries were last compared with the vendors' pages, if there was one.

    Raises InvalidInput when two of them hold for the same model on the same day.
    """

    def __init__(
        self,
        entries: Iterable[PriceEntry],
        *,
        aliases: Iterable[Alias] = (),
        overrides: Iterable[Override] = (),
        reviewed: date | None = None,
    ) -> None:
        self.reviewed = reviewed
        self.entries = tuple(entries)
        self.aliases = tuple(aliases)
        self.overrides = tuple(overrides)
        self._entries = by_key(self.entries, lambda entry: (entry.model, entry.speed))
        self._aliases = by_key(self.aliases, lambda alias: alias.name)
        self._names = by_key((o for o in self.overrides if o.prices_as is not None), lambda o: o.model)
        self._rates = by_key(
            (o for o in self.overrides if o.mtok is not None), lambda o: (o.model, o.speed or "standard")
        )
        self._discounts = by_key(
            (o for o in self.overrides if o.discount_percent is not None), lambda o: (o.model, o.speed)
        )
        self._applied = lru_cache(maxsize=_REMEMBERED)(self._apply)

    def with_overrides(self, overrides: Iterable[Override]) -> "PriceList":
        """The same list with these overrides in place of any it had. Raises InvalidInput when two of them overlap."""
        return PriceList(self.entries, aliases=self.aliases, overrides=overrides, reviewed=self.reviewed)

    def list_cost(self, model: str | None, at: datetime, consumption: Consumption) -> ListCost | Unpriced:
        """What the consumption costs at the prices of the day (UTC) of `at`, an aware instant; or why nobody knows."""
        if model is None:
            return _NO_MODEL
        day = at.date() if at.tzinfo is UTC else at.astimezone(UTC).date()
        price = self.unit_prices(model, day, speed=consumption.speed, region=consumption.region)
        return price if isinstance(price, Unpriced) else cost_of(consumption, price)

    def unit_prices(
        self, model: str, on: date, *, speed: str | None = None, region: str | None = None
    ) -> AppliedPrice | Unpriced:
        """What one token of each kind costs on a day (UTC), or why nobody knows."""
        return self._applied(model, on, speed, region)

    def _apply(self, stated: str, on: date, speed: str | None, region: str | None) -> AppliedPrice | Unpriced:
        if speed not in _SPEEDS:
            return Unpriced(f"No price is known for speed {speed!r}.")
        name = read_model_name(stated)
        name = msgspec.structs.replace(name, region=name.region or region)
        model, assumptions = self._resolve_alias(name.model, on)
        entry = in_force(self._entries.get((model, _SPEEDS[speed]), ()), on)
        rates = in_force(self._rates.get((model, _SPEEDS[speed]), ()), on)
        if entry is None and rates is None:
            return self._unknown(stated, model, on, _SPEEDS[speed])
        if entry is None:
            entry = PriceEntry(model=model, mtok=Rates(), source="the organization's own rates", speed=_SPEEDS[speed])
        surcharge = regional_surcharge(entry, name.host, name.region)
        terms = Terms(surcharge, rates, self._discount(model, _SPEEDS[speed], on))
        return apply_price(entry, name, terms, assumptions)

    def _resolve_alias(self, model: str, on: date) -> tuple[str, tuple[str, ...]]:
        """The organization's own meaning of a name goes before the common one."""
        if (named := in_force(self._names.get(model, ()), on)) and named.prices_as:
            return read_model_name(named.prices_as).model, (f"{model} is priced as {named.prices_as} ({named.id}).",)
        alias = in_force(self._aliases.get(model, ()), on)
        if alias is None:
            return model, ()
        if alias.effective_from is None:
            return alias.model, ()
        since = f"which it has stood for on the Claude API since {alias.effective_from}"
        return alias.model, (f"{model} is taken as {alias.model}, {since}.",)

    def _discount(self, model: str, speed: Speed, on: date) -> Override | None:
        """The most exact of the discounts that fit."""
        stems = (model, *(f"{model[:end]}*" for end in range(len(model), -1, -1)))
        keys = ((stem, asked) for stem in stems for asked in (speed, None))
        return next((found for key in keys if (found := in_force(self._discounts.get(key, ()), on))), None)

    def _unknown(self, stated: str, model: str, on: date, speed: Speed) -> Unpriced:
        if speed == "fast" and (model, "standard") in self._entries:
            return Unpriced(f"No price of fast mode is known for {model} on {on}.")
        if (model, speed) in self._entries or model in self._aliases:
            return Unpriced(f"No price of {stated} is known on {on}, only on other days.")
        return Unpriced(f"No price is known for the model {stated!r}; an override can state one.")
