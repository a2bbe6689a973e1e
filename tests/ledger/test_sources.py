"""Rule 1 for the other emitters and for what looks like spend and is none. Shapes as documented by Anthropic."""

from decimal import Decimal

from stackspend.ledger.activity import ActivityKind
from stackspend.ledger.link import Link, LinkKind
from stackspend.ledger.observation import Evidence
from tests.ledger.deliver import ACME, arrived, booked_of, node
from tests.ledger.memory import MemoryLedger
from tests.ledger.telemetry import (
    CLAUDE_CODE,
    COWORK,
    OFFICE,
    Body,
    Value,
    attributes,
    logs,
    metric,
    metrics,
    point,
    record,
    span,
    traces,
)

SONNET = "claude-sonnet-4-5"
ALICE = {"session.id": "s-1", "user.email": "alice@example.com", "user.id": "alice-laptop"}
TOKENS = {"input_tokens": 1_000, "output_tokens": 100, "cache_read_tokens": 50, "cache_creation_tokens": 0}


def cowork_request(seconds: float, sequence: int) -> Body:
    stated: dict[str, Value] = {**ALICE, **TOKENS, "terminal.type": "non-interactive", "event.sequence": sequence}
    return logs([record("api_request", seconds, **stated, model=SONNET, cost_usd=0.25)], COWORK)


def test_cowork_requests_without_a_request_id_are_told_apart_and_resends_are_not() -> None:
    items = booked_of(cowork_request(5, 1), cowork_request(5, 2), cowork_request(5, 1), cowork_request(6, 1))
    assert [(item.source, item.usage.cost) for item in items] == [("claude_cowork", Decimal("0.25"))] * 3


def test_cowork_events_are_known_by_their_body_or_their_event_name() -> None:
    request = record("api_request", 5, **ALICE, **TOKENS, model=SONNET, cost_usd=0.25)
    unnamed = request | {"attributes": [pair for pair in request["attributes"] if pair["key"] != "event.name"]}
    bodies = [{"stringValue": "claude_code.api_request"}, {"stringValue": "cowork.api_request"}]
    named = {"eventName": "claude_code.api_request", "body": None}
    for form in [{"body": body} for body in bodies] + [named]:
        assert len(booked_of(logs([unnamed | form], COWORK))) == 1


def office_request(number: int, trace: int = 7, session: str | None = "doc-1") -> Body:
    repeated: dict[str, Value] = {
        "token_usage.type": "input",
        "token_usage.model": SONNET,
        "token_usage.token_count": 1_000,
    }
    event = {"name": "office_agent.token.usage", "attributes": attributes(repeated)}
    return span("agent.stream", trace, number, 5, **TOKENS, model=SONNET, session__id=session) | {"events": [event]}


def test_office_agents_are_booked_from_their_spans_and_priced_from_the_list() -> None:
    (item,) = booked_of(traces([office_request(1)], OFFICE))
    assert (item.source, item.evidence, item.usage.cost) == ("claude_office_agents", Evidence.SPAN, None)
    assert (item.usage.input, item.usage.output) == (1_000, 100)  # not 2,000: the span's event repeats them
    assert item.list_cost == (1_000 * Decimal(3) + 100 * Decimal(15) + 50 * Decimal("0.30")) / 1_000_000


def test_an_office_span_that_comes_again_is_booked_once() -> None:
    twice = traces([office_request(1)], OFFICE), traces([office_request(2), office_request(1)], OFFICE)
    assert len(booked_of(*twice)) == 2


def test_the_person_of_an_office_span_comes_from_the_root_of_its_trace_in_another_batch() -> None:
    root = span("agent.query", 7, 99, 6, user__email="Alice@Example.com", session__id="doc-1")
    ledger = MemoryLedger()
    node(ledger).book(arrived([traces([office_request(1)], OFFICE), traces([root], OFFICE)]))
    (item,) = ledger.line_items(ACME)
    assert item.who.name is None
    assert (ACME, Link(LinkKind.TRACE, item.trace_id or "", "alice@example.com")) in ledger.links


def test_office_spans_without_a_session_are_grouped_by_their_trace() -> None:
    one, other = office_request(1, trace=7, session=None), office_request(1, trace=8, session=None)
    items = booked_of(traces([one, other], OFFICE))
    assert {item.group_session for item in items} == {f"^{7:032x}", f"^{8:032x}"}


def code_span(number: int, **stated: str | int) -> Body:
    request = {**ALICE, **TOKENS, "model": SONNET, "request_id": f"req-{number}", **stated}
    return traces([span("claude_code.llm_request", 7, number, 5, **request)])


def test_spans_of_claude_code_add_nothing_where_there_are_events() -> None:
    event = logs([record("api_request", 5, **ALICE, **TOKENS, model=SONNET, cost_usd=0.25, request_id="req-1")])
    assert [item.evidence for item in booked_of(code_span(1), event, code_span(2))] == [Evidence.EVENT]


def test_spans_of_claude_code_add_nothing_where_there_are_metrics() -> None:
    seen = metrics([metric("token.usage", [point(1_000, 0, 60, **ALICE, model=SONNET, type="input")])])
    assert [item.evidence for item in booked_of(code_span(1), seen)] == [Evidence.METRIC]


def test_a_span_of_a_failed_request_is_no_request_where_there_are_events() -> None:
    failed = span("claude_code.llm_request", 7, 3, 5, **ALICE, model=SONNET, request_id="req-3", success=False)
    empty = code_span(4, input_tokens=0, output_tokens=0, cache_read_tokens=0)
    event = logs([record("api_request", 5, **ALICE, **TOKENS, model=SONNET, cost_usd=0.25, request_id="req-1")])
    assert [item.evidence for item in booked_of(traces([failed]), empty, event)] == [Evidence.EVENT]


def test_spans_of_claude_code_count_where_there_is_nothing_else() -> None:
    items = booked_of(code_span(1), code_span(1), code_span(2))
    assert [(item.evidence, item.usage.input) for item in items] == [(Evidence.SPAN, 1_000)] * 2


def test_the_cost_that_a_hooks_plugin_reports_is_not_spend() -> None:
    assert booked_of(logs([record("hook_plugin_metrics", 5, **ALICE, model=SONNET, cost_usd=9.99)])) == []


def test_the_tokens_of_a_completed_subagent_are_not_usage() -> None:
    assert booked_of(logs([record("subagent_completed", 5, **ALICE, model=SONNET, total_tokens=16_509)])) == []


def test_a_failed_request_costs_nothing_and_is_counted_as_an_error() -> None:
    ledger = MemoryLedger()
    failed = record("api_error", 5, **ALICE, model=SONNET, status_code="undefined", cost_usd=1.5)
    node(ledger).book(arrived([logs([failed], COWORK)]))
    assert ledger.line_items(ACME) == []
    assert [(counted.kind, counted.value) for counted in ledger.activity(ACME)] == [
        (ActivityKind.API_ERRORS, Decimal(1))
    ]


def test_client_2_0_42_states_its_numbers_as_texts() -> None:
    texts = {"input_tokens": "3", "output_tokens": "14", "cache_read_tokens": "0", "cache_creation_tokens": "3721"}
    old = CLAUDE_CODE | {"service.version": "2.0.42"}
    (item,) = booked_of(logs([record("api_request", 5, **ALICE, **texts, model=SONNET, cost_usd="0.01400425")], old))
    assert item.usage.cost == Decimal("0.01400425")
    assert (item.usage.input, item.usage.output, item.usage.cache_creation) == (3, 14, 3721)


def test_a_declared_source_wins_over_the_service_name() -> None:
    resource = CLAUDE_CODE | {"service.name": "my-claude", "stackspend.source": "claude_cowork"}
    (item,) = booked_of(logs([record("api_request", 5, **ALICE, model=SONNET, cost_usd=1)], resource))
    assert item.source == "claude_cowork"


def test_what_a_record_or_point_states_wins_over_its_resource() -> None:
    resource = CLAUDE_CODE | {"user.email": "declared@example.com", "model": "claude-opus-4-6"}
    event = logs([record("api_request", 5, **ALICE, model=SONNET, cost_usd=1)], resource)
    seen = metrics([metric("cost.usage", [point(1, 0, 60, **ALICE, model=SONNET)])], resource)
    (item,) = booked_of(event, seen)
    assert (item.model, item.who.name) == (SONNET, "alice@example.com")
