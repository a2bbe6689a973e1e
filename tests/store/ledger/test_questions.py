"""Answers to questions: the same total whatever it is grouped by, unknown never as zero, and nobody else's usage."""

import json
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from stackspend.access.organizations import CostBasis
from stackspend.ledger.activity import ActivityKind
from stackspend.ledger.observation import Evidence
from stackspend.reports.activity import report_activity
from stackspend.reports.coverage import SetAsideRecords, report_coverage
from stackspend.reports.explanation import explain_line_item
from stackspend.reports.people import report_person
from stackspend.reports.price_audit import audit_prices
from stackspend.reports.question import NO_FILTERS, Attribution, Dimension, Perspective
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from tests.captured import capture
from tests.ledger.deliver import ACME, CI, LAPTOPS, OTHER, PRICES, arrived, booked, node
from tests.ledger.telemetry import Body, logs, metric, metrics, point, record
from tests.store.ledger.backend import ALWAYS

SESSION = {"session.id": "s-1", "user.id": "ci"}
LINKED = Perspective(attribution=Attribution.LINKED)


def costless(model: str, tokens: int, seconds: float = 5) -> Body:
    rest = {f"{kind}_tokens": 0 for kind in ("output", "cache_read", "cache_creation")}
    return logs([record("api_request", seconds, **SESSION, **rest, model=model, input_tokens=tokens)])


def captured(*names: str) -> list[Body]:
    return [json.loads(export.unpacked()) for name in names for export in capture(name).exports]


def test_the_total_is_the_same_whatever_it_is_grouped_by(database: LedgerDatabase, reader: LedgerReader) -> None:
    batches = arrived(captured("f_metrics_only", "j_user4", "f_nosession_delta_two"))
    node(Ledger(database)).book(batches)
    total = sum((item.usage.cost or Decimal(0) for item in booked(batches)), Decimal(0))
    tokens = sum(item.usage.input or 0 for item in booked(batches))
    for dimension in Dimension:
        rows = reader.rollups.daily(ACME, ALWAYS, dimension, limit=1000, perspective=LINKED).rows
        assert sum((row.net_amount_usd or Decimal(0) for row in rows), Decimal(0)) == total, dimension
        assert sum(row.tokens.input or 0 for row in rows) == tokens, dimension


def test_a_sum_of_nothing_but_unknown_costs_is_unknown(database: LedgerDatabase, reader: LedgerReader) -> None:
    node(Ledger(database)).book(arrived([costless("my-company-model-x", 700), costless("my-company-model-x", 300, 6)]))
    (row,) = reader.rollups.daily(ACME, ALWAYS, Dimension.MODEL, limit=10).rows
    assert (row.net_amount_usd, row.unpriced, row.tokens.input, row.tokens.output) == (None, 2, 700 + 300, 0)


def test_a_sum_over_some_unknown_costs_says_how_many_it_leaves_out(
    database: LedgerDatabase, reader: LedgerReader
) -> None:
    node(Ledger(database)).book(arrived([costless("my-company-model-x", 700), costless("claude-sonnet-4-5", 1_000)]))
    (row,) = reader.rollups.daily(ACME, ALWAYS, Dimension.PROVIDER, limit=10).rows
    assert (row.net_amount_usd, row.unpriced, row.requests) == (1_000 * Decimal(3) / 1_000_000, 1, 2)
    assert report_coverage(reader.coverage, ACME, ALWAYS).unpriced_share == 0.5


def test_models_without_a_price_are_named_with_the_reason(database: LedgerDatabase, reader: LedgerReader) -> None:
    node(Ledger(database)).book(
        arrived([costless("my-company-model-x", 7), costless("my-company-model-x", 3, 6), costless("claude-opus-5", 1)])
    )
    (found,) = reader.price_audit.unpriced(ACME, ALWAYS)
    assert (found.model, found.line_items, found.reported) == ("my-company-model-x", 2, None)
    assert found.reason == "No price is known for the model 'my-company-model-x'; an override can state one."
    assert reader.price_audit.unpriced(OTHER, ALWAYS) == []


@pytest.mark.parametrize(
    "names", [("f_metrics_only", "j_user4"), ("i_long_session_cumulative",), ("j_user1", "h_traces")]
)
def test_each_session_and_model_has_the_verdict_of_its_sums(
    database: LedgerDatabase, reader: LedgerReader, names: tuple[str, ...]
) -> None:
    batches = arrived(captured(*names))
    node(Ledger(database)).book(batches)
    report = report_coverage(reader.coverage, ACME, ALWAYS)
    differing = Counter(gap.verdict for gap in report.sessions)
    told = {one.verdict: one.sessions for one in report.verdicts if one.verdict != "both agree"}
    assert told == differing
    groups = {(item.group_session, item.model) for item in booked(batches) if item.evidence is not Evidence.SPAN}
    assert sum(one.sessions for one in report.verdicts) == len(groups)
    assert report_coverage(reader.coverage, ACME, ALWAYS, connection_id=LAPTOPS) == report
    assert report_coverage(reader.coverage, ACME, ALWAYS, connection_id=CI).verdicts == []


def test_what_was_sent_again_counts_once_and_a_copy_is_no_duplicate(
    database: LedgerDatabase, reader: LedgerReader
) -> None:
    again = record("api_request", 5, **SESSION, request_id="req_1", cost_usd=3, input_tokens=7)
    once = record("api_request", 6, **SESSION, request_id="req_2", cost_usd=1, input_tokens=2)
    batches = arrived([logs([again, once]), logs([again]), logs([again])])
    for _ in range(2):
        node(Ledger(database)).book(batches)
    report = report_coverage(reader.coverage, ACME, ALWAYS)
    (row,) = report.rows
    assert (row.events.statements, row.events.cost_usd, row.events.tokens) == (2, "4", 7 + 2)
    assert row.duplicates == 2
    (told,) = report.verdicts
    assert (told.sessions, told.events_usd, told.metrics_usd) == (1, "4", "0")


def test_what_was_set_aside_is_counted_by_connection(database: LedgerDatabase, reader: LedgerReader) -> None:
    broken = record("api_request", 5, **SESSION, cost_usd="much")
    whole = record("api_request", 6, **SESSION, cost_usd=1)
    node(Ledger(database)).book(arrived([logs([broken, broken, whole]), logs([broken]), logs([whole])]))
    report = report_coverage(reader.coverage, ACME, ALWAYS)
    assert report.set_aside == [SetAsideRecords(LAPTOPS, raw_batches=2, records=3)]


def test_a_price_audit_of_a_period_puts_its_days_together(database: LedgerDatabase, reader: LedgerReader) -> None:
    day = 24 * 60 * 60
    usage: dict[str, Any] = {"model": "claude-sonnet-4-5", "input_tokens": 1_000_000, "output_tokens": 0}
    node(Ledger(database)).book(
        arrived(
            [logs([record("api_request", n * day, request_id=f"req_{n}", cost_usd=4 + n, **usage)]) for n in (0, 1)]
        )
    )
    first, second = audit_prices(reader.price_audit, ACME, ALWAYS)
    assert [first.drift_usd, second.drift_usd] == ["2", "1"]
    (whole,) = audit_prices(reader.price_audit, ACME, ALWAYS, by_day=False, connection_id=LAPTOPS)
    assert (whole.date, whole.line_items, whole.reported_cost_usd, whole.list_cost_usd) == (None, 2, "9", "6")
    assert (whole.drift_usd, whole.drift_percent, whole.notable) == ("3", "50.00", True)
    assert whole.largest_line_item_id == first.largest_line_item_id
    assert audit_prices(reader.price_audit, ACME, ALWAYS, connection_id=CI) == []


def test_metric_only_items_are_no_requests(database: LedgerDatabase, reader: LedgerReader) -> None:
    node(Ledger(database)).book(arrived(captured("f_metrics_only")))
    rows = reader.rollups.daily(ACME, ALWAYS, Dimension.MODEL, limit=10).rows
    assert sum(row.requests for row in rows) == 0
    assert sum(row.net_amount_usd or 0 for row in rows) > 0


@pytest.mark.parametrize("name", ["i_long_session", "i_long_session_cumulative"])
def test_activity_is_as_the_capture_says(database: LedgerDatabase, reader: LedgerReader, name: str) -> None:
    for _ in range(2):
        node(Ledger(database)).book(arrived(captured(name)))
    totals = report_activity(reader.activity, ACME, ALWAYS).totals
    assert (totals[ActivityKind.COMMITS], totals[ActivityKind.PULL_REQUESTS], totals[ActivityKind.SESSIONS]) == (
        "1",
        "1",
        "1",
    )


def test_charlies_organization_sees_nothing_of_acme(database: LedgerDatabase, reader: LedgerReader) -> None:
    node(Ledger(database)).book(arrived(captured("j_user1")))
    mine = reader.line_items.newest(ACME, filters=NO_FILTERS, limit=1)[0]
    assert reader.line_items.newest(OTHER, filters=NO_FILTERS, limit=10) == []
    assert reader.line_items.page(OTHER, ALWAYS, filters=NO_FILTERS, limit=10).items == []
    assert reader.rollups.daily(OTHER, ALWAYS, Dimension.USER, limit=10).rows == []
    assert reader.activity.daily(OTHER, ALWAYS, user=None, session=None, attribution=Attribution.LINKED) == {}
    assert report_coverage(reader.coverage, OTHER, ALWAYS).rows == []
    assert explain_line_item(reader.explanations, OTHER, mine.id, PRICES, keys={}) is None
    assert explain_line_item(reader.explanations, ACME, mine.id, PRICES, keys={}) is not None


def test_what_one_organization_knows_of_a_machine_names_nobody_in_another(
    database: LedgerDatabase, reader: LedgerReader
) -> None:
    named = record("user_prompt", 5, user__id="laptop", user__email="alice@example.com")
    usage = record("api_request", 6, user__id="laptop", model="claude-sonnet-4-5", cost_usd=1)
    node(Ledger(database)).book(arrived([logs([named]), logs([usage])]))
    node(Ledger(database)).book(arrived([logs([usage])], organization_id=OTHER))
    names = [reader.line_items.newest(one, filters=NO_FILTERS, limit=1)[0].user for one in (ACME, OTHER)]
    assert names == ["alice@example.com", "laptop"]


def test_a_piece_costs_what_line_items_cost_in_the_same_perspective(
    database: LedgerDatabase, reader: LedgerReader
) -> None:
    usage: dict[str, Any] = {"model": "claude-sonnet-4-5", "input_tokens": 1_000_000, "output_tokens": 0}
    dear = logs([record("api_request", 5, user__email="alice@example.com", cost_usd=9, **usage)])
    commits = metric("commit.count", [point(2, 0, 6, user__email="alice@example.com")])
    node(Ledger(database)).book(arrived([dear, metrics([commits])]))
    for basis, cost in ((CostBasis.REPORTED, "4.5"), (CostBasis.LIST, "1.5")):
        seen = Perspective(basis=basis)
        of_all = report_activity(reader.activity, ACME, ALWAYS, perspective=seen)
        alice = report_person(reader.people, reader.activity, ACME, ALWAYS, "alice@example.com", perspective=seen)
        assert of_all.cost_per_commit_usd == alice.activity.cost_per_commit_usd == cost


@pytest.mark.parametrize("attribution", list(Attribution))
def test_activity_of_one_person_is_found_by_any_attribution(
    database: LedgerDatabase, reader: LedgerReader, attribution: Attribution
) -> None:
    node(Ledger(database)).book(arrived(captured("i_long_session")))
    whole = report_activity(reader.activity, ACME, ALWAYS).totals
    name = reader.line_items.newest(ACME, filters=NO_FILTERS, limit=1)[0].user
    assert name is not None
    seen = Perspective(attribution=attribution)
    assert report_activity(reader.activity, ACME, ALWAYS, user=name.upper(), perspective=seen).totals == whole
    assert report_activity(reader.activity, ACME, ALWAYS, user="somebody else").days == []
