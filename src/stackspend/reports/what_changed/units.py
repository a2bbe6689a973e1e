"""Money in whole numbers, which are added up and multiplied quickly and exactly.

An amount is an `int` of units, of which a dollar has 10^24: as many decimal places as the ledger keeps. What one
request or one token costs is finer: it is rounded once, when it is measured, to 10^-24 of a unit, and what many of them
come to is rounded to a unit.
"""

from decimal import Decimal

from stackspend.money import EXACT, USD_PLACES

_FINER = 10**24
_HALF = _FINER // 2


def units(usd: Decimal) -> int:
    """An amount of USD that the ledger keeps, in units."""
    return int(usd.scaleb(USD_PLACES, EXACT))


def usd(amount: int) -> Decimal:
    """An amount of units in USD."""
    return Decimal(amount).scaleb(-USD_PLACES, EXACT)


def cost(usd: Decimal) -> int:
    """USD for one request or one token, as finely as `worth` takes it."""
    return round(EXACT.multiply(usd.scaleb(USD_PLACES, EXACT), Decimal(_FINER)))


def worth(costs: int) -> int:
    """Units of what was added up from numbers times costs."""
    return (costs + _HALF) // _FINER
