"""Reports: what they say, that it adds up, and when they are due."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

import msgspec
import pytest

from stackspend.access.fiscal_calendar import FiscalCalendar
from stackspend.errors import InvalidInput
from stackspend.warning.budgets import Status
from stackspend.warning.notify.report_wording import report_notice
from stackspend.warning.report import MOST_PARTS, ReportKind, read_report_span, report
from stackspend.warning.report_times import ReportTimes, Told, due_reports, read_report_times
from stackspend.warning.scopes import WHOLE, Scope, ScopeKind
from stackspend.warning.spend import SpendByScope
from stackspend.warning.windows import Span, day_in
from tests.warning.test_budgets import budget

TODAY = date(2026, 11, 26)  # a Thursday
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def spend() -> SpendByScope:
    """Ten dollars on every day since June, four of them of one team and six of seven models."""
    days = list(Span(date(2026, 6, 1), TODAY).days())
    of_models = {Scope(ScopeKind.MODEL, f"model {n}"): dict.fromkeys(days, Decimal(n) / 4) for n in range(1, 7)}
    return SpendByScope(
        {
            WHOLE: dict.fromkeys(days, Decimal(10)),
            Scope(ScopeKind.TEAM, "Platform"): dict.fromkeys(days, Decimal(4)),
            **of_models,
        },
        {},
        {},
    )


@pytest.mark.parametrize(
    ("kind", "span", "total"),
    [
        (ReportKind.DAILY, Span(date(2026, 11, 25), date(2026, 11, 25)), 10),
        (ReportKind.WEEKLY, Span(date(2026, 11, 16), date(2026, 11, 22)), 70),
    ],
)
def test_the_latest_report_is_of_yesterday_or_of_the_week_that_is_over(
    kind: ReportKind, span: Span, total: int
) -> None:
    made = report(kind, read_report_span(kind, None, TODAY), spend(), budgets=[], alerts=[], now=NOW)
    assert made.span == span
    assert (made.total, made.before) == (Decimal(total), Decimal(total))
    for _, parts in made.parts:
        assert sum(part.amount for part in parts) == total
        assert len(parts) <= MOST_PARTS + 1


def test_a_report_says_what_its_last_day_could_say() -> None:
    """On the evening of the 25th, 250 of the month's 300 are spent, and October had 250 by then."""
    span = read_report_span(ReportKind.DAILY, None, TODAY)
    made = report(ReportKind.DAILY, span, spend(), budgets=[budget(240)], alerts=[], now=NOW)
    month = made.month
    assert (month.forecast.spent, month.last, month.forecast.expected) == (Decimal(250), Decimal(250), Decimal(300))
    (standing,) = made.budgets
    assert (standing.spent, standing.status) == (Decimal(250), Status.OVER_BUDGET)


def test_a_report_reads_in_a_few_lines_and_leads_to_its_page() -> None:
    span = read_report_span(ReportKind.DAILY, None, TODAY)
    made = report(ReportKind.DAILY, span, spend(), budgets=[budget(240)], alerts=[], now=NOW)
    notice = report_notice(made, public_url="https://spend.example.com")
    assert notice.subject == "Daily report, Wednesday, 25 November: $10.00"
    assert notice.lines == (
        "$10.00 on Wednesday, 25 November, no change against $10.00 a week before.",
        "November so far: $250.00, no change against $250.00 by the same day of October.",
        "November will end at about $300.00: $300.00 to $300.00.",
        "Budgets: 1 over budget.",
        "No alert is open.",
    )
    assert notice.url == "https://spend.example.com/dashboard/report?kind=daily&day=2026-11-25"
    by_team = next(table for table in notice.tables if table.title == "By team")
    assert by_team.rows == (("Platform", "$4.00", "no change"), ("everything else", "$6.00", "no change"))


def test_every_amount_of_a_report_has_the_currency_label_of_the_organization() -> None:
    labelled = msgspec.structs.replace(spend(), currency_label="USD ")
    span = read_report_span(ReportKind.DAILY, None, TODAY)
    made = report(ReportKind.DAILY, span, labelled, budgets=[budget(240)], alerts=[], now=NOW)
    notice = report_notice(made, public_url="https://spend.example.com")
    assert notice.subject.endswith(": USD 10.00")
    assert notice.lines[2] == "November will end at about USD 300.00: USD 300.00 to USD 300.00."
    assert notice.tables[-1].rows == (("the organization", "USD 250.00 of USD 240.00 a month", "over budget"),)
    assert made.budgets[0].reason == "Spent 104 % of the budget of USD 240.00."
    assert made.month.standing == made.budgets[0]
    assert "$" not in repr(notice)


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize(
    "day",
    [TODAY, TODAY + timedelta(days=1), date(2026, 8, 1), date.min, date.max],
    ids=["today", "later", "too old", "the first of all", "the last of all"],
)
def test_there_is_no_report_of_a_day_that_is_not_over_or_long_past(day: date, kind: ReportKind) -> None:
    with pytest.raises(InvalidInput, match=f"There are reports of .* {day} is none"):
        read_report_span(kind, day, TODAY)


def test_a_fiscal_month_is_called_by_its_days() -> None:
    """From the 15th to the 25th are eleven days, of which the month before had as many."""
    fiscal = msgspec.structs.replace(spend(), calendar=FiscalCalendar(1, 15))
    span = read_report_span(ReportKind.DAILY, None, TODAY)
    made = report(ReportKind.DAILY, span, fiscal, budgets=[], alerts=[], now=NOW)
    assert report_notice(made, public_url="https://spend.example.com").lines[1:3] == (
        "15 November to 14 December so far: $110.00, no change against $110.00 by the same day of the month before.",
        "15 November to 14 December will end at about $300.00: $300.00 to $300.00.",
    )


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "UTC"])
@pytest.mark.parametrize("at", [time(2, 30), time(9), time(23, 55)])
def test_every_day_has_one_report_however_clocks_change_and_nodes_rest(zone: str, at: time) -> None:
    """February to April; a node looks every few minutes, and now and then is away for half an hour."""
    random, local = Random(f"{zone} {at}"), ZoneInfo(zone)
    times = ReportTimes(at=at)
    told: Counter[Told] = Counter()
    now = datetime(2026, 2, 2, 0, 0, tzinfo=local).astimezone(UTC)
    last = datetime(2026, 4, 27, 0, 0, tzinfo=local).astimezone(UTC)
    while now < last:
        for due in due_reports(times, local, now, told):
            told[due] += 1
            assert day_in(local, now) == due[1]
            assert now.astimezone(local).time() >= at
        now += timedelta(minutes=30 if at.hour < 23 and random.random() < 0.01 else random.choice((1, 2, 4)))
    assert set(told.values()) == {1}
    assert {day for kind, day in told if kind is ReportKind.DAILY} == set(
        Span(date(2026, 2, 2), date(2026, 4, 26)).days()
    )
    assert {day for kind, day in told if kind is ReportKind.WEEKLY} == {
        date(2026, 2, 2) + timedelta(weeks=n) for n in range(12)
    }


def test_a_day_that_was_missed_is_told_late_and_one_that_is_past_is_not() -> None:
    times, told = ReportTimes(weekly=False), {(ReportKind.DAILY, date(2026, 11, 23))}
    evening = datetime(2026, 11, 25, 21, tzinfo=BERLIN)
    assert due_reports(times, BERLIN, evening, told) == [(ReportKind.DAILY, date(2026, 11, 25))]


def test_only_on_the_weekdays_that_are_wanted_and_not_when_turned_off() -> None:
    weekend = datetime(2026, 11, 28, 12, tzinfo=UTC)
    working_days = ReportTimes(weekdays=(0, 1, 2, 3, 4), weekly_day=5)
    assert due_reports(working_days, ZoneInfo("UTC"), weekend, ()) == [(ReportKind.WEEKLY, weekend.date())]
    assert due_reports(ReportTimes(daily=False, weekly=False), ZoneInfo("UTC"), weekend, ()) == []


@pytest.mark.parametrize(
    ("at", "weekdays", "why"),
    [("9", [0], "HH:MM"), ("24:00", [0], "HH:MM"), ("09:00", [], "at least one"), ("09:00", [7], "from 0")],
)
def test_times_that_cannot_be_are_refused(at: str, weekdays: list[int], why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        read_report_times(daily=True, weekly=True, at=at, weekdays=weekdays, weekly_day=0)
