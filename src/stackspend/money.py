"""US dollars as `Decimal`, exact from the wire to the page.

A client's double has up to 17 significant digits, so a request of a fraction of a cent needs more than 20 decimal
places to be kept as it was said. The ledger keeps 24; a value with more is rounded half to even at the 24th place,
which is 10^-24 of a dollar.
"""

from decimal import Context, Decimal

USD_PLACES = 24
USD_LIMIT = Decimal(10) ** 6
"""Beyond any request or session; and 10^8 amounts below it still add up in the ledger's Decimal(38, 24)."""
_QUANTUM = Decimal(1).scaleb(-USD_PLACES)
EXACT = Context(prec=60)
"""Arithmetic context for sums: wide enough that no sum of ledger amounts is ever rounded."""


def usd(value: Decimal) -> Decimal:
    """`value` as a ledger amount. Raises ValueError with a sentence if it is not finite, negative or absurdly large."""
    if not value.is_finite():
        raise ValueError(f"{value} is not an amount of money")
    if value < 0:
        raise ValueError(f"{value} USD is negative, and spend never is")
    if value >= USD_LIMIT:
        raise ValueError(f"{value} USD is beyond {USD_LIMIT:,.0f}, and cannot be the cost of one request")
    if not value:
        return Decimal(0)  # 0E+999999 is a zero too, and one that ClickHouse cannot read
    kept = value.quantize(_QUANTUM, context=EXACT)
    return value if value == kept else kept


def usd_text(value: Decimal) -> str:
    """Plain notation without trailing zeros: `0.0347977`, `12`, `0`."""
    return format(value.normalize(EXACT), "f") if value else "0"


def labelled_usd(amount: Decimal, label: str) -> str:
    """Rounded to cents, for sentences: `$1,234.50`, or `US$1,234.50` where the organization's currency label says so. A
    minus stands before the label."""
    sign = "\N{MINUS SIGN}" if round(amount, 2) < 0 else ""
    return f"{sign}{label}{abs(amount):,.2f}"
