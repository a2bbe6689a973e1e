"""What the public API says is booked."""

import urllib.parse
import urllib.request
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from tests.captured import Total, Totals, sum_by_name
from tests.running import RunningServer

EVER = {"start_date": "2020-01-01", "end_date": "2030-12-31"}
TOLERANCE = Decimal("1e-9")


def pages(server: RunningServer, path: str, **query: str | int) -> Iterator[list[dict[str, Any]]]:
    """The pages of a list of the public API, following `next_cursor`."""
    cursor: dict[str, str] = {}
    while True:
        address = f"{server.base_url}/api/v1/public{path}?{urllib.parse.urlencode({**EVER, **query, **cursor})}"
        request = urllib.request.Request(address, headers={"X-API-Key": server.api_key})
        with urllib.request.urlopen(request, timeout=30) as answer:
            page = msgspec.json.decode(answer.read())
        yield page["data"]
        if page["meta"]["next_cursor"] is None:
            return
        cursor = {"cursor": page["meta"]["next_cursor"]}


def everything(server: RunningServer, path: str, **query: str | int) -> list[dict[str, Any]]:
    """All rows of a list."""
    return [row for page in pages(server, path, limit=1000, **query) for row in page]


def totals(server: RunningServer, dimension: str) -> Totals:
    """The daily rollups by what the clients stated, added up by name."""
    rows = everything(server, "/rollups/daily", group_by=dimension, attribution="stated")
    return sum_by_name((row[dimension], _total(row)) for row in rows)


def line_item_totals(server: RunningServer, field: str) -> Totals:
    """All line items added up by one of their fields."""
    items = everything(server, "/line-items", attribution="stated")
    return sum_by_name((item[field], _total(item)) for item in items)


def _total(row: dict[str, Any]) -> Total:
    tokens = {kind: count for kind, count in row["tokens"].items() if count is not None}
    return Total(Decimal(row["net_amount_usd"] or 0), tokens)


def differences(found: Totals, expected: Totals) -> dict[str | None, str]:
    """Every name whose totals are not as expected: tokens exactly, dollars within 1e-9."""
    return {
        name: f"booked {found.get(name)}, expected {expected.get(name)}"
        for name in found.keys() | expected.keys()
        if not _agree(found.get(name, Total(Decimal(0), {})), expected.get(name, Total(Decimal(0), {})))
    }


def _agree(one: Total, other: Total) -> bool:
    kinds = one.tokens.keys() | other.tokens.keys()
    same_tokens = all(one.tokens.get(kind, 0) == other.tokens.get(kind, 0) for kind in kinds)
    return same_tokens and abs(one.cost_usd - other.cost_usd) < TOLERANCE
