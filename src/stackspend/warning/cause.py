"""Who and what explains most of a change."""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from stackspend.warning.history import NOTHING

MOST_NAMES = 3
_ENOUGH = Decimal("0.6")
_WORTH_NAMING = Decimal("0.1")


class Share(msgspec.Struct, frozen=True):
    """A name, its change in USD, and which share of the whole change that is."""

    name: str | None
    change: Decimal
    share: Decimal


def explain(before: Mapping[str | None, Decimal], now: Mapping[str | None, Decimal]) -> list[Share]:
    """The names of one dimension that changed most in the direction of the whole, until they explain most of it; empty
    if no few names do. `before` is what was usual for as much time as `now` covers."""
    changes = {name: now.get(name, NOTHING) - before.get(name, NOTHING) for name in {*before, *now}}
    whole = sum(changes.values(), NOTHING)
    if not whole:
        return []
    found: list[Share] = []
    explained = NOTHING
    for name, change in sorted(changes.items(), key=lambda one: (-one[1] / whole, str(one[0]))):
        share = (change / whole).quantize(Decimal("0.01"))
        if len(found) == MOST_NAMES or share < _WORTH_NAMING or explained >= _ENOUGH:
            break
        found.append(Share(name, change, share))
        explained += share
    return found if explained >= _ENOUGH else []
