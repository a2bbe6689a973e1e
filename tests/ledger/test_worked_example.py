"""The numbers of docs/worked-example.md, booked anew: each table of the page is what the ledger says."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from stackspend.ledger.line_item import LineItem
from tests.ledger.deliver import booked_of
from tests.ledger.telemetry import CUMULATIVE, DELTA, Body, logs, metric, metrics, point, record

PAGE = Path(__file__).parents[2] / "docs/worked-example.md"
SESSION = {"session.id": "s-1", "user.email": "alice@example.com", "model": "claude-sonnet-4-5"}
TOTAL = Decimal("0.021") + Decimal("0.014") + Decimal("0.045")


def event(request: str, seconds: float, source: str, tokens: int, cost: float) -> Body:
    stated = {"request_id": request, "query_source": source}
    return logs([record("api_request", seconds, **SESSION, **stated, input_tokens=tokens, cost_usd=cost)])


def collection(start: float, end: float, source: str, tokens: int, cost: float, temporality: int = DELTA) -> Body:
    series = {**SESSION, "query_source": source}
    return metrics(
        [
            metric("cost.usage", [point(cost, start, end, **series)], temporality),
            metric("token.usage", [point(tokens, start, end, **series, type="input")], temporality),
        ]
    )


EVENTS = [
    event("req-1", 10, "repl_main_thread", 1_200, 0.021),
    event("req-2", 40, "agent:builtin:general-purpose", 800, 0.014),
    event("req-3", 90, "repl_main_thread", 3_000, 0.045),
]
METRICS = [
    collection(0, 60, "main", 1_200, 0.021),
    collection(0, 60, "subagent", 800, 0.014),
    collection(60, 120, "main", 3_000, 0.045),
]
CUMULATIVE_METRICS = [
    collection(0, 60, "main", 1_200, 0.021, CUMULATIVE),
    collection(0, 60, "subagent", 800, 0.014, CUMULATIVE),
    collection(0, 120, "main", 4_200, 0.066, CUMULATIVE),
    collection(0, 120, "subagent", 800, 0.014, CUMULATIVE),
]


def table(heading: str) -> list[list[str]]:
    """Time, evidence, tokens and cost in the rows of the first table under a heading of the page."""
    section = PAGE.read_text().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\|.*\|$", section, re.MULTILINE)
    ]
    return sorted(row[1:] for row in rows[2:])


def as_written(items: list[LineItem]) -> list[list[str]]:
    """Line items as the page writes them."""
    return sorted(
        [f"{item.usage_time:%H:%M:%S}", item.evidence.value, f"{item.usage.input:,}", f"{item.usage.cost:.3f}"]
        for item in items
    )


@pytest.mark.parametrize(
    ("heading", "bodies"),
    [
        ("1. Everything arrives", EVENTS + METRICS),
        ("2. The batch with the last event is lost", EVENTS[:2] + METRICS),
        ("3. Only metrics arrive", METRICS),
        ("3. Only metrics arrive", CUMULATIVE_METRICS),
        ("1. Everything arrives", EVENTS),
        ("1. Everything arrives", EVENTS[:2] + METRICS + EVENTS[2:]),
    ],
    ids=["both", "an event is lost", "metrics only", "cumulative metrics only", "events only", "an event is late"],
)
def test_the_page_shows_what_the_ledger_books(heading: str, bodies: list[Body]) -> None:
    items = booked_of(*bodies)
    assert as_written(items) == table(heading)
    assert sum(item.usage.cost or 0 for item in items) == TOTAL
