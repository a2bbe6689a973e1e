"""The real Claude Code client works with a scripted model API, and StackSpend books what that API answered: once."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.claude_code import ask, new_home
from tests.e2e.model_api import Answer, ModelApi, scripted_model_api
from tests.running import RunningServer, running_server

TOKEN_KINDS = ("input", "output", "cache_read", "cache_creation")
BOOKED_TWICE = 2.0  # seconds in which a metric would come after its event, were it booked as well
BOOKING = 10.0  # seconds; the last export is accepted before the client has ended

SESSIONS = {
    "events and metrics as JSON": {},
    "protobuf, gzipped, cumulative": {
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
        "OTEL_EXPORTER_OTLP_COMPRESSION": "gzip",
        "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE": "cumulative",
    },
    "metrics without events": {"OTEL_LOGS_EXPORTER": "none"},
    "events without metrics": {"OTEL_METRICS_EXPORTER": "none"},
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path) as running:
        yield running


@pytest.fixture
def model_api() -> Iterator[ModelApi]:
    with scripted_model_api() as api:
        yield api


@pytest.mark.parametrize("telemetry", SESSIONS.values(), ids=SESSIONS)
def test_what_the_model_api_answered_is_booked_once(
    server: RunningServer, model_api: ModelApi, tmp_path: Path, telemetry: dict[str, str]
) -> None:
    home = new_home(tmp_path / "home", email="Dev.One@Example.com")
    environment = sent_to(server) | telemetry

    ask(home, "--model", "claude-sonnet-4-5", model_api_url=model_api.url, environment=environment)
    ask(home, "--model", "claude-opus-4-5", "--continue", model_api_url=model_api.url, environment=environment)

    items = booked(server, answered_by_model(model_api.answers))
    assert all(Decimal(item["net_amount_usd"]) > 0 for item in items)
    assert {item["user_email"].lower() for item in items} == {"dev.one@example.com"}
    assert len({item["session_id"] for item in items}) == 1


def test_a_client_with_an_api_key_is_booked_without_an_email(
    server: RunningServer, model_api: ModelApi, tmp_path: Path
) -> None:
    home = new_home(tmp_path / "home", email=None)

    ask(home, "--model", "claude-sonnet-4-5", model_api_url=model_api.url, environment=sent_to(server))

    items = booked(server, answered_by_model(model_api.answers))
    assert {item["user_email"] for item in items} == {None}
    assert all(item["user_id"] for item in items)


def sent_to(server: RunningServer) -> dict[str, str]:
    return {
        "OTEL_EXPORTER_OTLP_ENDPOINT": server.endpoint,
        "OTEL_EXPORTER_OTLP_HEADERS": f"Authorization=Bearer {server.ingest_key}",
    }


def answered_by_model(answers: list[Answer]) -> dict[str, Counter[str]]:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for answer in answers:
        sums[answer.model].update({kind: getattr(answer, kind) for kind in TOKEN_KINDS})
    return sums


def booked(server: RunningServer, expected: dict[str, Counter[str]]) -> list[dict[str, Any]]:
    """All line items, as soon as their tokens by model and kind are the expected ones, and a moment later still are."""
    deadline = time.monotonic() + BOOKING
    while tokens_by_model(items := line_items(server)) != expected and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(BOOKED_TWICE)
    items = line_items(server)
    assert tokens_by_model(items) == expected
    return items


def line_items(server: RunningServer) -> list[dict[str, Any]]:
    today = datetime.now(UTC).date()
    period = {"start_date": str(today - timedelta(days=1)), "end_date": str(today + timedelta(days=1))}
    items: list[dict[str, Any]] = server.get("/api/v1/public/line-items", limit=1000, **period)
    return items


def tokens_by_model(items: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        sums[item["model"]].update({kind: item["tokens"][kind] for kind in TOKEN_KINDS})
    return sums
