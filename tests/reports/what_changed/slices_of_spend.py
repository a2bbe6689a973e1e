"""Slices of spend as tests write them."""

from collections.abc import Iterable
from decimal import Decimal

from stackspend.reports.answer import SpendRow, Tokens
from stackspend.reports.question import Names

CODE, COWORK = "claude_code", "claude_cowork"


def one(
    user: str | None = "alice",
    model: str | None = "opus",
    *,
    team: str | None = "platform",
    source: str = CODE,
    effort: str | None = None,
    speed: str | None = "normal",
) -> Names:
    """Whose use of what."""
    return user, team, model, source, effort, speed


def used(
    requests: int,
    usd: str | None,
    *,
    tokens: Tokens = Tokens(None, None, None, None),  # noqa: B008 - it is frozen
    unpriced: int = 0,
) -> SpendRow:
    """So many requests for so much."""
    return SpendRow(
        date=None,
        names=(),
        net_amount_usd=None if usd is None else Decimal(usd),
        tokens=tokens,
        line_items=requests,
        requests=requests,
        unpriced=unpriced,
    )


def read(plain: int, cached: int = 0, *, output: int = 0, written: int = 0) -> Tokens:
    """Tokens by kind."""
    return Tokens(plain, output, cached, written)


def added(amounts: Iterable[Decimal]) -> Decimal:
    """A sum."""
    return sum(amounts, Decimal(0))
