"""Set-up kits as data: for each kind of sender, what to paste where. `{{INGEST_KEY}}` stands for the key to fill in.

Claude Code sends nothing, and says nothing, when `OTEL_EXPORTER_OTLP_PROTOCOL` is missing, so every kit names it. The
variables are those of https://code.claude.com/docs/en/monitoring-usage; the fields of Cowork are those of
https://claude.com/docs/cowork/monitoring, of Office agents those of https://support.claude.com/en/articles/14447276.
"""

import json
from typing import Literal

import msgspec

KEY_PLACEHOLDER = "{{INGEST_KEY}}"
_ENDPOINT_PLACEHOLDER = "{{ENDPOINT}}"


class Kit(msgspec.Struct, frozen=True, kw_only=True):
    """One kit. `text` is to be pasted, as a file called `filename` unless that is `None`; `steps` tell the rest."""

    id: str
    title: str
    where: str
    language: Literal["json", "bash", "text"]
    filename: str | None
    text: str
    steps: tuple[str, ...]


TELEMETRY_VARIABLES: dict[str, str] = {
    "CLAUDE_CODE_ENABLE_TELEMETRY": "1",
    "OTEL_METRICS_EXPORTER": "otlp",
    "OTEL_LOGS_EXPORTER": "otlp",
    "OTEL_EXPORTER_OTLP_PROTOCOL": "http/json",
    "OTEL_EXPORTER_OTLP_ENDPOINT": _ENDPOINT_PLACEHOLDER,
    "OTEL_EXPORTER_OTLP_HEADERS": f"Authorization=Bearer {KEY_PLACEHOLDER}",
}

_RESTART = "Restart Claude Code: it reads these variables once, when it starts."
_TEAMS = (
    "To see cost by team, add OTEL_RESOURCE_ATTRIBUTES with the value team=platform. Write a space as %20: one raw "
    "space makes Claude Code drop the whole list."
)

_KITS: tuple[Kit, ...] = (
    Kit(
        id="managed-settings",
        title="Managed settings (whole organization)",
        where="claude.ai › Admin settings › Claude Code › Managed settings, or the file managed-settings.json on each "
        "machine: /etc/claude-code on Linux and WSL, /Library/Application Support/ClaudeCode on macOS, "
        "C:\\Program Files\\ClaudeCode on Windows",
        language="json",
        filename="managed-settings.json",
        text=json.dumps({"env": TELEMETRY_VARIABLES}, indent=2) + "\n",
        steps=(
            "Paste it there, or merge its env object into the settings that you have.",
            _RESTART + " Settings from the admin console arrive at the next start or within the hour, and each person "
            "is asked once to approve the new endpoint.",
            "Check in a session with /status that the managed settings are in force.",
            _TEAMS,
        ),
    ),
    Kit(
        id="shell",
        title="Shell (one person or a CI job)",
        where="The profile of your shell, such as ~/.bashrc or ~/.zshrc, or the environment of a CI job",
        language="bash",
        filename=None,
        text="".join(f'export {name}="{value}"\n' for name, value in TELEMETRY_VARIABLES.items()),
        steps=(
            "Paste it and open a new terminal; in CI, keep the key as a secret.",
            _RESTART,
            "For short claude -p runs add OTEL_METRIC_EXPORT_INTERVAL=1000, so that metrics leave before the run ends.",
            _TEAMS,
        ),
    ),
    Kit(
        id="cowork",
        title="Claude Cowork",
        where="claude.ai › Organization settings › Cowork › Monitoring (Team and Enterprise)",
        language="text",
        filename=None,
        text=(
            f"OTLP endpoint: {_ENDPOINT_PLACEHOLDER}\n"
            "OTLP protocol: http/json\n"
            f"OTLP headers: Authorization=Bearer {KEY_PLACEHOLDER}\n"
        ),
        steps=(
            "Copy each value into the field of that name and save.",
            "Start a new Cowork session: a running one keeps the settings that it started with.",
            "Cowork sends the text of prompts by default; Claude Desktop's setting otlpContentCapture = [] stops that.",
        ),
    ),
    Kit(
        id="office-agents",
        title="Claude for Office (Excel, Word, PowerPoint, Outlook)",
        where="claude.ai › Organization settings › Office agents (Enterprise)",
        language="text",
        filename=None,
        text=(f"otlp_endpoint: {_ENDPOINT_PLACEHOLDER}\notlp_headers: Authorization=Bearer {KEY_PLACEHOLDER}\n"),
        steps=(
            "Copy each value into the field of that name and save.",
            "Close and reopen the add-in in Office.",
            "The add-in runs in a browser view, so StackSpend must be reachable from people's machines over https.",
        ),
    ),
)


def kits(endpoint: str) -> list[Kit]:
    """All kits, with the base endpoint of one connection filled in and the key left to fill in."""
    return [msgspec.structs.replace(kit, text=kit.text.replace(_ENDPOINT_PLACEHOLDER, endpoint)) for kit in _KITS]
