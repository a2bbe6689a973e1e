"""What changed, over the API: both periods are what the rollups say, and the parts add up to the change."""

from decimal import Decimal
from typing import Any

import pytest

from tests.running import RunningServer
from tests.web.door.booked import everything
from tests.web.door.sending import HttpAnswer, ask


def read(server: RunningServer, query: str) -> HttpAnswer:
    return ask(server, f"/api/v1/public/what-changed?{query}", b"", {"X-API-Key": server.api_key}, method="GET")


def days(server: RunningServer) -> list[str]:
    """The days with usage, the first first."""
    return sorted({row["date"] for row in everything(server, "/rollups/daily", group_by="model")})


def spent(server: RunningServer, day: str, **filters: str) -> tuple[Decimal, int]:
    """The amount and the requests of a day."""
    rows = everything(server, "/rollups/daily", group_by="model", start_date=day, end_date=day, **filters)
    known = [Decimal(row["net_amount_usd"]) for row in rows if row["net_amount_usd"]]
    return sum(known, Decimal(0)), sum(row["requests"] for row in rows)


def seen(use: dict[str, Any]) -> tuple[Decimal, int]:
    return Decimal(use["net_amount_usd"]), use["requests"]


def test_both_periods_are_what_the_rollups_say(server: RunningServer) -> None:
    first, *_, last = days(server)
    query = f"start_date={last}&end_date={last}&before_start_date={first}&before_end_date={first}"

    change = read(server, query).json["data"]

    assert (seen(change["before"]), seen(change["after"])) == (spent(server, first), spent(server, last))
    assert Decimal(change["change_usd"]) == spent(server, last)[0] - spent(server, first)[0]


def test_parts_lead_from_one_amount_to_the_other(server: RunningServer) -> None:
    first, *_, last = days(server)
    query = f"start_date={last}&end_date={last}&before_start_date={first}&before_end_date={first}"

    change = read(server, query).json["data"]

    assert sum(Decimal(part["usd"]) for part in change["parts"]) == Decimal(change["change_usd"])
    assert change["parts"][0]["from_usd"] == change["before"]["net_amount_usd"]
    assert change["parts"][-1]["to_usd"] == change["after"]["net_amount_usd"]


def test_a_filter_holds_for_both_periods(server: RunningServer) -> None:
    first, *_, last = days(server)
    [model, *_] = {row["model"] for row in everything(server, "/rollups/daily", group_by="model", start_date=last)}
    query = f"start_date={last}&end_date={last}&before_start_date={first}&before_end_date={first}"

    change = read(server, f"{query}&filter_by=model:{model}").json["data"]

    assert change["after"]["requests"] == spent(server, last, model=model)[1]
    assert change["before"]["requests"] == spent(server, first, model=model)[1]


def test_as_many_days_before_are_the_other_period_unless_said(server: RunningServer) -> None:
    change = read(server, "start_date=2026-11-08&end_date=2026-11-14").json["data"]

    assert (change["before"]["start"], change["before"]["end"]) == ("2026-11-01", "2026-11-07")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("end_date=2026-11-14", "start_date is missing: give a day as YYYY-MM-DD."),
        (
            "start_date=2026-11-08&end_date=2026-11-14&before_start_date=2026-11-01",
            "before_end_date is missing: give a day as YYYY-MM-DD.",
        ),
        (
            "start_date=2026-11-08&end_date=2026-11-14&before_start_date=2026-11-02&before_end_date=2026-11-01",
            "before_end_date 2026-11-01 is before before_start_date 2026-11-02.",
        ),
    ],
)
def test_a_period_that_is_none_is_refused(server: RunningServer, query: str, message: str) -> None:
    answer = read(server, query)

    assert (answer.status, answer.json["error"]) == (400, {"code": "INVALID_INPUT", "message": message})
