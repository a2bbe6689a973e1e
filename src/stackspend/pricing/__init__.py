"""Dated prices, and what one request costs at list price.

`PriceList.list_cost(model, at, consumption)` answers either a `ListCost`, whose lines add up to its amount exactly, or
`Unpriced` with the reason: an unknown model never gets some other model's price. Prices are data, in
`claude.toml` (reviewed by hand, each entry with its source) and `other_models.toml` (taken over from genai-prices).
Nothing here reads a clock or the network; only `default_price_list` reads a file.

    models.py      a model name as some client spells it -> the model, its cloud, its region
    usage.py       what one request consumed
    entry.py       a dated price of one model
    timeline.py    entries that must not overlap, and the one in force on a day
    overrides.py   an organization's negotiated rates, discounts and model names
    agreements.py  where overrides are kept, and what a new set of them changes
    apply.py       entry + override + region -> the unit prices that hold
    cost.py        unit prices x consumption -> list cost
    price_list.py  all of it behind one question
    difference.py  reported cost against list cost: what accounts for the gap
"""

from stackspend.pricing.cost import ListCost, PricedLine, PriceEntryRef, Unpriced
from stackspend.pricing.difference import Cause, Difference, explain_difference
from stackspend.pricing.models import ModelName, canonical_model, read_model_name
from stackspend.pricing.overrides import Override, parse_overrides, read_override, read_overrides
from stackspend.pricing.packaged import default_price_list
from stackspend.pricing.price_list import PriceList
from stackspend.pricing.usage import CacheTtl, Consumption, documented_cache_ttl

__all__ = [
    "CacheTtl",
    "Cause",
    "Consumption",
    "Difference",
    "ListCost",
    "ModelName",
    "Override",
    "PriceEntryRef",
    "PriceList",
    "PricedLine",
    "Unpriced",
    "canonical_model",
    "default_price_list",
    "documented_cache_ttl",
    "explain_difference",
    "parse_overrides",
    "read_model_name",
    "read_override",
    "read_overrides",
]
