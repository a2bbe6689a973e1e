"""The report over HTTP, and when it is told."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from stackspend.access.members import Member
from stackspend.warning.scopes import WHOLE, Scope, ScopeKind
from stackspend.warning.spend import SpendByScope
from tests.web.app.conftest import Client, Clock, Spend

REPORT, TIMES = "/api/v1/app/report", "/api/v1/app/report-times"
NINE = {"daily": True, "weekly": True, "at": "09:00", "weekdays": [0, 1, 2, 3, 4, 5, 6], "weekly_day": 0}


@pytest.fixture
def spends(alice: Member, spend: Spend, clock: Clock) -> None:
    """Ten dollars a day, eight of them of one team, twenty yesterday."""
    clock.now = datetime(2026, 11, 11, 9, tzinfo=UTC)
    days = {date(2026, 11, 10) - timedelta(days=n): Decimal(10) for n in range(100)} | {date(2026, 11, 10): Decimal(20)}
    spend.known[alice.organization_id] = SpendByScope(
        {WHOLE: days, Scope(ScopeKind.TEAM, "Platform"): dict.fromkeys(days, Decimal(8))}, {}, {}
    )


@pytest.mark.usefixtures("spends")
async def test_the_report_of_yesterday_adds_up(signed_in: Client) -> None:
    made = (await signed_in.get(REPORT)).json()["data"]
    assert (made["kind"], made["start_date"], made["end_date"]) == ("daily", "2026-11-10", "2026-11-10")
    assert (made["total_usd"], made["before_usd"]) == ("20", "10")
    by_team = next(one["parts"] for one in made["parts"] if one["by"] == "team")
    assert by_team == [
        {"name": "Platform", "amount_usd": "8", "before_usd": "8"},
        {"name": None, "amount_usd": "12", "before_usd": "2"},
    ]
    # Nine days of ten dollars and one of twenty, against ten of ten
    assert (made["month"]["spent_usd"], made["month"]["last_usd"]) == ("110", "100")
    assert (made["budgets"], made["alerts"]) == ([], [])


@pytest.mark.usefixtures("spends")
async def test_the_report_of_a_week_and_of_a_day_that_has_none(signed_in: Client) -> None:
    week = (await signed_in.get(f"{REPORT}?kind=weekly&day=2026-11-05")).json()["data"]
    assert (week["start_date"], week["end_date"], week["total_usd"]) == ("2026-11-02", "2026-11-08", "70")
    refused = await signed_in.get(f"{REPORT}?day=2026-11-11")
    assert (refused.status_code, "to 2026-11-10" in refused.json()["error"]["message"]) == (400, True)


async def test_times_are_nine_unless_set_otherwise(signed_in: Client) -> None:
    assert (await signed_in.get(TIMES)).json()["data"] == NINE
    early = {"daily": True, "weekly": False, "at": "07:30", "weekdays": [0, 4], "weekly_day": 0}
    assert (await signed_in.put(TIMES, json=early)).json()["data"] == early
    assert (await signed_in.get(TIMES)).json()["data"] == early
    refused = await signed_in.put(TIMES, json=early | {"at": "7.30"})
    assert (refused.status_code, "HH:MM" in refused.json()["error"]["message"]) == (400, True)
