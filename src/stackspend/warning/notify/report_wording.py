"""What a report reads like: a few lines for a chat, and tables beneath them for a letter."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from urllib.parse import urlencode

from stackspend.mail import Table
from stackspend.money import labelled_usd
from stackspend.warning.budgets import Standing, Status
from stackspend.warning.notify.wording import Notice
from stackspend.warning.report import Part, Report, ReportKind
from stackspend.warning.windows import ONE_DAY, Span

MOST_ROWS = 10
_LIGHTS = {Status.OVER_BUDGET: "over budget", Status.TRENDING_HIGH: "trending high", Status.ON_TRACK: "on track"}
_InWords = Callable[[Decimal], str]
"""An amount as the organization writes it."""


def report_event(kind: ReportKind) -> str:
    """The event's name in the delivery log."""
    return f"report.{kind}"


def report_notice(report: Report, *, public_url: str) -> Notice:
    """The report as a message."""
    usd = partial(labelled_usd, label=report.currency_label)
    query = urlencode({"kind": report.kind.value, "day": report.span.end.isoformat()})
    return Notice(
        subject=f"{report.kind.title()} report, {_days(report.span)}: {usd(report.total)}",
        lines=tuple(_lines(report, usd)),
        tables=tuple(_tables(report, usd)),
        action="Open the report",
        url=f"{public_url}/dashboard/report?{query}",
    )


def _lines(report: Report, usd: _InWords) -> list[str]:
    month, seen = report.month, report.month.forecast
    name, last = _month(seen.span)
    lines = [
        f"{usd(report.total)} on {_days(report.span)}, {_against(report.total, report.before, 'a week before', usd)}.",
        f"{name} so far: {usd(seen.spent)}, {_against(seen.spent, month.last, f'by the same day of {last}', usd)}.",
    ]
    if seen.span.end > report.span.end:
        lines.append(f"{name} will end at about {usd(seen.expected)}: {usd(seen.lower)} to {usd(seen.upper)}.")
    if report.budgets:
        counts = Counter(one.status for one in report.budgets)
        lights = [f"{counts[status]} {words}" for status, words in _LIGHTS.items() if counts[status]]
        lines.append(f"Budgets: {', '.join(lights)}.")
    count = len(report.alerts)
    open_now = {0: "No alert is open.", 1: "1 alert is open."}
    lines.append(open_now.get(count, f"{count} alerts are open."))
    return lines


def _tables(report: Report, usd: _InWords) -> list[Table]:
    tables = [
        Table(f"By {kind.value}", tuple(_row(one, usd) for one in parts))
        for kind, parts in report.parts
        if len(parts) > 0
    ]
    if report.budgets:
        tables.append(Table("Budgets", tuple(_light(one, usd) for one in report.budgets[:MOST_ROWS])))
    if report.alerts:
        open_now = report.alerts[:MOST_ROWS]
        tables.append(Table("Open alerts", tuple((one.cause.title, one.cause.severity.value) for one in open_now)))
    return tables


def _row(part: Part, usd: _InWords) -> tuple[str, ...]:
    return (part.name or "everything else", usd(part.amount), _change(part.amount, part.before))


def _light(standing: Standing, usd: _InWords) -> tuple[str, ...]:
    budget = standing.budget
    used = f"{usd(standing.spent)} of {usd(budget.amount)} a {budget.window}"
    return (str(standing.scope), used, _LIGHTS[standing.status])


def _against(amount: Decimal, before: Decimal, when: str, usd: _InWords) -> str:
    return f"{_change(amount, before)} against {usd(before)} {when}" if before else f"nothing {when}"


def _change(amount: Decimal, before: Decimal) -> str:
    if not before:
        return "new" if amount else ""
    percent = round((amount / before - 1) * 100)
    return f"{percent:+d} %" if percent else "no change"


def _month(span: Span) -> tuple[str, str]:
    """What a month and the one before it are called: a fiscal one that is none of the calendar has no name."""
    if span.start.day == 1:
        return f"{span.start:%B}", f"{span.start - ONE_DAY:%B}"
    return _days(span), "the month before"


def _days(span: Span) -> str:
    if span.length == 1:
        return f"{span.start:%A}, {_day(span.start)}"
    return f"{_day(span.start)} to {_day(span.end)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"
