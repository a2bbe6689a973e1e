"""The shapes of answers. USD are decimal texts that were never rounded; null is unknown, never zero."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, localcontext
from functools import reduce
from operator import add
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from stackspend.money import EXACT, usd_text
from stackspend.otlp.export import SetAside
from stackspend.otlp.removal import Removed
from stackspend.reports.question import Names

_Number = TypeVar("_Number", int, Decimal)


class Tokens(msgspec.Struct, frozen=True, gc=False):
    """Token counts by kind; null is a kind that nobody stated."""

    input: int | None
    output: int | None
    cache_read: int | None
    cache_creation: int | None


class LineItemView(msgspec.Struct, frozen=True):
    """One line item as people and programs read it."""

    id: UUID
    usage_date: date
    usage_time: datetime
    provider_type: str
    provider_service: str
    connection_id: UUID
    net_amount_usd: str | None
    reported_cost_usd: str | None
    list_cost_usd: str | None
    currency_original: str
    project_id: str | None
    user: str | None
    user_email: str | None
    attribution: str
    user_id: str | None
    account_uuid: str | None
    account_id: str | None
    organization_id: str | None
    model: str | None
    session_id: str | None
    query_source: str | None
    skill: str | None
    plugin: str | None
    agent: str | None
    mcp_server: str | None
    mcp_tool: str | None
    effort: str | None
    speed: str | None
    source: str
    team: str | None
    team_attribution: str
    cost_centre: str | None
    terminal: str | None
    client_version: str | None
    tokens: Tokens
    evidence: str
    unpriced_reason: str | None
    dated_by_arrival: bool
    tags: dict[str, str]


class LineItemPage(msgspec.Struct, frozen=True):
    """A page, and the cursor of the next one; None on the last."""

    items: list[LineItemView]
    next_cursor: str | None


class DailyRow(msgspec.Struct, frozen=True):
    """One day and one value of the dimension. `net_amount_usd` sums what is known, and is null if nothing is.

    `requests` counts events and spans: metrics do not tell single requests apart. `unpriced` counts the line items
    whose cost nobody knows; they are in `tokens` and in no amount.
    """

    date: date
    name: str | None
    net_amount_usd: Decimal | None
    tokens: Tokens
    requests: int
    unpriced: int


class DailyPage(msgspec.Struct, frozen=True):
    """A page of daily rows, and the cursor of the next one."""

    rows: list[DailyRow]
    next_cursor: str | None


class SpendRow(msgspec.Struct, frozen=True, gc=False):
    """One group of a breakdown: its day if it is by day, its names in the order of the dimensions, and its sums.

    `net_amount_usd` sums what is known, and is null if nothing is; `unpriced` counts the line items that it leaves out.
    """

    date: date | None
    names: Names
    net_amount_usd: Decimal | None
    tokens: Tokens
    line_items: int
    requests: int
    unpriced: int

    @property
    def spent(self) -> Decimal | None:
        """What is known of the amount. Where nothing was used that is nothing, and not unknown."""
        return self.net_amount_usd if self.line_items else Decimal(0)


class LargestRows(msgspec.Struct, frozen=True):
    """The largest groups of a breakdown, and all others in one row."""

    rows: list[SpendRow]
    others: SpendRow | None
    others_count: int


class RawBatchView(msgspec.Struct, frozen=True):
    """A raw batch without its body. `usage` and `activity` count the records that said something of each, and are null
    of batches from before that was counted; a replay counts them."""

    id: UUID
    received_at: datetime
    signal: str
    content_type: str
    content_encoding: str | None
    size_bytes: int
    records: int
    usage: int | None
    activity: int | None
    client_versions: list[str]
    set_aside: list[SetAside]
    removed: list[Removed]
    key_prefix: str | None
    user_agent: str | None
    digest: str


class RawBatchPage(msgspec.Struct, frozen=True):
    """A page of raw batches, newest first."""

    batches: list[RawBatchView]
    next_cursor: str | None


def amount_text(amount: Decimal | None) -> str | None:
    """An amount as the API writes it; null stays null."""
    return None if amount is None else usd_text(amount)


def known_amount(text: str | None) -> Decimal | None:
    """An amount that `amount_text` wrote; null stays null."""
    return None if text is None else Decimal(text)


def tokens_of(row: dict[str, Any]) -> Tokens:
    """The four counts of a row."""
    return Tokens(row["input"], row["output"], row["cache_read"], row["cache_creation"])


def added(parts: Iterable[_Number | None]) -> _Number | None:
    """What is known, added up exactly; None if nothing is."""
    known = [part for part in parts if part is not None]
    with localcontext(EXACT):
        return reduce(add, known) if known else None


def together(rows: Iterable[SpendRow]) -> SpendRow:
    """Several groups as one, of no day and no name."""
    rows = list(rows)
    return SpendRow(
        date=None,
        names=(),
        net_amount_usd=added(row.net_amount_usd for row in rows),
        tokens=Tokens(*(added(getattr(row.tokens, kind) for row in rows) for kind in Tokens.__struct_fields__)),
        line_items=sum(row.line_items for row in rows),
        requests=sum(row.requests for row in rows),
        unpriced=sum(row.unpriced for row in rows),
    )
