"""The real Claude Code client, started in a home of its own with nothing of the caller's environment."""

import json
import os
import subprocess
import uuid
from pathlib import Path

from tests.e2e.model_api import PROMPT

PROGRAM = os.environ["E2E_CLIENT"]
QUIET = {
    "DISABLE_AUTOUPDATER": "1",
    "DISABLE_ERROR_REPORTING": "1",
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
}
TELEMETRY = {
    "CLAUDE_CODE_ENABLE_TELEMETRY": "1",
    "OTEL_METRICS_EXPORTER": "otlp",
    "OTEL_LOGS_EXPORTER": "otlp",
    "OTEL_EXPORTER_OTLP_PROTOCOL": "http/json",
    # The client's own defaults, 60 and 5 seconds, are longer than the whole session.
    "OTEL_METRIC_EXPORT_INTERVAL": "1000",
    "OTEL_LOGS_EXPORT_INTERVAL": "500",
}


def new_home(home: Path, *, email: str | None) -> Path:
    """A home whose client has been set up, and is signed in with `email` (None: it uses an API key)."""
    project = home / "project"
    project.mkdir(parents=True)
    trusted = {"hasTrustDialogAccepted": True, "hasCompletedProjectOnboarding": True}
    state = {"hasCompletedOnboarding": True, "projects": {str(project): trusted}}
    if email:
        state["oauthAccount"] = {
            "accountUuid": str(uuid.uuid5(uuid.NAMESPACE_DNS, email)),
            "emailAddress": email,
            "organizationUuid": "11111111-2222-4333-8444-555555555555",
        }
        signed_in = {
            "accessToken": "invented-access",
            "refreshToken": "invented-refresh",
            "expiresAt": 4_102_444_800_000,
            "scopes": ["user:inference", "user:profile"],
            "subscriptionType": "team",
        }
        (home / ".claude").mkdir()
        (home / ".claude/.credentials.json").write_text(json.dumps({"claudeAiOauth": signed_in}))
    (home / ".claude.json").write_text(json.dumps(state))
    return home


def ask(home: Path, *arguments: str, model_api_url: str, environment: dict[str, str]) -> None:
    """Ask the client to say hello, and wait until it has ended and flushed its telemetry."""
    signed_in = (home / ".claude/.credentials.json").exists()
    subprocess.run(
        [PROGRAM, "-p", PROMPT, "--allowedTools", "Bash,Agent", *arguments],
        cwd=home / "project",
        env={
            "PATH": os.defpath,
            "HOME": str(home),
            "ANTHROPIC_BASE_URL": model_api_url,
            **({} if signed_in else {"ANTHROPIC_API_KEY": "invented-key"}),
            **QUIET,
            **TELEMETRY,
            **environment,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=120,
    )
