"""Set-up kits: what people paste must make Claude Code send, for its silence is not noticed."""

import json
import shlex

import pytest

from stackspend.providers.kits import KEY_PLACEHOLDER, Kit, kits

ENDPOINT = "https://spend.example.com/api/v1/public/ingest/otel/claude/6f1d"
KITS = {kit.id: kit for kit in kits(ENDPOINT)}
# Without any one of these Claude Code 2.0 to 2.1 sends nothing and says nothing.
NEEDED = {
    "CLAUDE_CODE_ENABLE_TELEMETRY": "1",
    "OTEL_METRICS_EXPORTER": "otlp",
    "OTEL_LOGS_EXPORTER": "otlp",
    "OTEL_EXPORTER_OTLP_PROTOCOL": "http/json",
    "OTEL_EXPORTER_OTLP_ENDPOINT": ENDPOINT,
    "OTEL_EXPORTER_OTLP_HEADERS": "Authorization=Bearer {{INGEST_KEY}}",
}


def test_there_is_a_kit_for_every_kind_of_sender() -> None:
    assert list(KITS) == ["managed-settings", "shell", "cowork", "office-agents"]


@pytest.mark.parametrize("kit", KITS.values(), ids=KITS)
def test_a_kit_holds_the_endpoint_and_one_place_for_the_key(kit: Kit) -> None:
    assert kit.text.count(ENDPOINT) == 1
    assert kit.text.count(KEY_PLACEHOLDER) == 1
    assert kit.text.replace(KEY_PLACEHOLDER, "").count("{{") == 0
    assert kit.steps


def test_managed_settings_are_json_with_every_variable() -> None:
    assert json.loads(KITS["managed-settings"].text) == {"env": NEEDED}


def test_shell_exports_set_every_variable_however_a_shell_reads_them() -> None:
    words = [shlex.split(line) for line in KITS["shell"].text.splitlines()]
    assert {command for command, _ in words} == {"export"}
    assert dict(assignment.split("=", 1) for _, assignment in words) == NEEDED


def test_cowork_asks_for_its_three_fields() -> None:
    fields = dict(line.split(": ", 1) for line in KITS["cowork"].text.splitlines())
    assert fields == {
        "OTLP endpoint": ENDPOINT,
        "OTLP protocol": "http/json",
        "OTLP headers": "Authorization=Bearer {{INGEST_KEY}}",
    }


def test_office_agents_ask_for_their_two_fields() -> None:
    fields = dict(line.split(": ", 1) for line in KITS["office-agents"].text.splitlines())
    assert fields == {"otlp_endpoint": ENDPOINT, "otlp_headers": "Authorization=Bearer {{INGEST_KEY}}"}


@pytest.mark.parametrize("kit_id", ["managed-settings", "shell"])
def test_people_are_told_to_restart_claude_code(kit_id: str) -> None:
    assert any("Restart Claude Code" in step for step in KITS[kit_id].steps)
