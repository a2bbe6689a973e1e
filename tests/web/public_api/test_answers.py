"""What the public API answers: one envelope, exact decimals, pages that add up, and only what is one's own."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from stackspend.reports.question import Dimension
from tests.running import RunningServer
from tests.web.door.booked import EVER, everything, pages
from tests.web.door.sending import HttpAnswer, ask

LINE_ITEMS = "/api/v1/public/line-items?start_date=2026-11-01&end_date=2026-11-30"
ROLLUPS = "/api/v1/public/rollups/daily?start_date=2026-11-01&end_date=2026-11-30&group_by=model"
PROMISED = {
    "id", "usage_date", "usage_time", "provider_type", "provider_service", "net_amount_usd", "currency_original",
    "project_id", "user_email", "model", "session_id", "user_id", "account_uuid", "query_source", "skill", "plugin",
    "agent", "source", "team", "tokens", "evidence", "tags",
}  # fmt: skip
PLAIN_DECIMAL = re.compile(r"0|[1-9]\d*|(0|[1-9]\d*)\.\d*[1-9]")


def read(server: RunningServer, path: str) -> HttpAnswer:
    return ask(server, path, b"", {"X-API-Key": server.api_key}, method="GET")


@pytest.mark.parametrize("path", [LINE_ITEMS, ROLLUPS], ids=["line items", "rollups"])
def test_a_page_comes_in_the_envelope(server: RunningServer, path: str) -> None:
    answer = read(server, f"{path}&limit=2")

    assert (answer.status, answer.json.keys(), answer.json["error"]) == (200, {"data", "error", "meta"}, None)
    assert len(answer.json["data"]) == 2
    assert answer.json["meta"].keys() == {"request_id", "next_cursor", "has_more"}
    assert answer.json["meta"]["request_id"] == answer.headers["x-request-id"]
    assert answer.json["meta"]["has_more"] is True


def test_the_last_page_has_no_cursor(server: RunningServer) -> None:
    meta = read(server, f"{ROLLUPS}&limit=1000").json["meta"]

    assert (meta["next_cursor"], meta["has_more"]) == (None, False)


def test_the_key_may_also_come_as_a_bearer(server: RunningServer) -> None:
    bearer = {"Authorization": f"Bearer {server.api_key}"}

    assert ask(server, LINE_ITEMS, b"", bearer, method="GET").json["data"] == read(server, LINE_ITEMS).json["data"]


def test_a_line_item_has_the_promised_fields(server: RunningServer) -> None:
    items = everything(server, "/line-items")

    assert all(item.keys() >= PROMISED for item in items)
    assert all(item["tokens"].keys() == {"input", "output", "cache_read", "cache_creation"} for item in items)
    assert {item["evidence"] for item in items} == {"event", "metric"}


@pytest.mark.parametrize("dimension", Dimension)
def test_a_row_of_a_rollup_names_its_day_and_group(server: RunningServer, dimension: Dimension) -> None:
    rows = everything(server, "/rollups/daily", group_by=dimension)

    wanted = {"date", dimension.value, "net_amount_usd", "tokens", "requests", "unpriced"}
    assert rows
    assert all(row.keys() == wanted for row in rows)


@pytest.mark.parametrize("dimension", Dimension)
def test_the_pages_of_a_rollup_are_the_whole(server: RunningServer, dimension: Dimension) -> None:
    limit = 3
    paged = list(pages(server, "/rollups/daily", group_by=dimension, limit=limit))

    assert [row for page in paged for row in page] == everything(server, "/rollups/daily", group_by=dimension)
    assert all(len(page) == limit for page in paged[:-1])
    assert 0 < len(paged[-1]) <= limit


@pytest.mark.parametrize("limit", [10, 17])
def test_the_pages_of_line_items_are_the_whole(server: RunningServer, limit: int) -> None:
    paged = list(pages(server, "/line-items", limit=limit))

    items = [item for page in paged for item in page]
    assert items == everything(server, "/line-items")
    assert len({item["id"] for item in items}) == len(items)


def test_line_items_come_in_the_order_of_their_days(server: RunningServer) -> None:
    days = [item["usage_date"] for item in everything(server, "/line-items")]

    assert days == sorted(days)
    assert len(set(days)) > 3


def amounts(node: Any) -> Iterator[Any]:
    """Every value under a name that ends in `_usd`."""
    if isinstance(node, list):
        for entry in node:
            yield from amounts(entry)
    if isinstance(node, dict):
        yield from (value for name, value in node.items() if name.endswith("_usd") and value is not None)


def test_amounts_are_plain_decimal_texts(server: RunningServer) -> None:
    found = list(amounts(everything(server, "/line-items") + everything(server, "/rollups/daily", group_by="user")))

    assert len(found) > 100
    assert all(isinstance(amount, str) and PLAIN_DECIMAL.fullmatch(amount) for amount in found)


@pytest.mark.parametrize("dimension", Dimension)
def test_every_group_adds_up_to_the_same_total_to_the_last_digit(server: RunningServer, dimension: Dimension) -> None:
    items = everything(server, "/line-items")
    rows = everything(server, "/rollups/daily", group_by=dimension)

    assert total(rows) == total(items)
    assert tokens(rows) == tokens(items)


def total(entries: list[dict[str, Any]]) -> Decimal:
    return sum((Decimal(entry["net_amount_usd"]) for entry in entries if entry["net_amount_usd"]), Decimal(0))


def tokens(entries: list[dict[str, Any]]) -> dict[str, int]:
    kinds = ("input", "output", "cache_read", "cache_creation")
    return {kind: sum(entry["tokens"][kind] or 0 for entry in entries) for kind in kinds}


@pytest.mark.parametrize(
    ("filtered", "field"),
    [("model", "model"), ("session", "session_id"), ("user", "user"), ("service", "provider_service")],
)
def test_a_filter_keeps_what_has_that_value_and_nothing_else(server: RunningServer, filtered: str, field: str) -> None:
    items = everything(server, "/line-items")
    values = sorted({item[field] for item in items if item[field]})[:5]
    assert values

    for value in values:
        kept = everything(server, "/line-items", **{filtered: value})
        assert [item["id"] for item in kept] == [item["id"] for item in items if item[field] == value]
        assert total(everything(server, "/rollups/daily", group_by="team", **{filtered: value})) == total(kept)


@pytest.mark.parametrize("value", ["nobody", "' OR 1 = 1 --", "\\", "%", "\0"])
def test_a_filter_for_what_is_not_there_keeps_nothing(server: RunningServer, value: str) -> None:
    assert everything(server, "/line-items", model=value) == []


def test_the_first_and_last_day_are_included(server: RunningServer) -> None:
    one_day = {"start_date": "2026-11-22", "end_date": "2026-11-22"}

    days = {row["date"] for row in everything(server, "/rollups/daily", group_by="model", **one_day)}

    assert days == {"2026-11-22"}


@pytest.mark.parametrize("period", [("0001-01-01", "0001-12-31"), ("9999-01-01", "9999-12-31")])
def test_a_period_without_usage_is_empty(server: RunningServer, period: tuple[str, str]) -> None:
    start, end = period

    assert everything(server, "/line-items", start_date=start, end_date=end) == []
    assert everything(server, "/rollups/daily", group_by="model", start_date=start, end_date=end) == []


@pytest.mark.parametrize("dimension", Dimension)
def test_another_organization_sees_no_rollup_of_acme(charlie: RunningServer, dimension: Dimension) -> None:
    assert everything(charlie, "/rollups/daily", group_by=dimension) == []


def test_another_organization_sees_no_line_item_of_acme(server: RunningServer, charlie: RunningServer) -> None:
    of_acme = everything(server, "/line-items")[0]
    cursor = f"{of_acme['usage_date']}:{of_acme['id']}"

    assert everything(charlie, "/line-items") == []
    assert everything(charlie, "/line-items", session=of_acme["session_id"]) == []
    assert read(charlie, f"{LINE_ITEMS}&cursor={cursor}").json["data"] == []


def test_another_organizations_line_item_is_explained_like_one_that_is_not_there(
    server: RunningServer, charlie: RunningServer
) -> None:
    of_acme, nobody = everything(server, "/line-items")[0]["id"], "00000000-0000-4000-8000-000000000000"

    acmes = read(charlie, f"/api/v1/public/line-items/{of_acme}/explanation")
    nobodys = read(charlie, f"/api/v1/public/line-items/{nobody}/explanation")

    assert (acmes.status, nobodys.status) == (404, 404)
    assert json.dumps(acmes.json["error"]).replace(of_acme, nobody) == json.dumps(nobodys.json["error"])


@pytest.mark.parametrize("path", ["/activity", "/coverage", "/price-audit", "/mappings", "/price-overrides"])
def test_another_organization_learns_nothing_of_acme(charlie: RunningServer, path: str) -> None:
    query = "&".join(f"{name}={value}" for name, value in EVER.items())

    answer = read(charlie, f"/api/v1/public{path}?{query}")

    assert answer.status == 200
    assert not re.search(rb"claude-(sonnet|haiku|opus)|@example.com|O'Neill", answer.body)
