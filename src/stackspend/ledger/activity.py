"""What happened beside spend: sessions, commits, pull requests, lines, active time, edit decisions, errors, tools."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from stackspend.ledger.observation import Identity, Sighting


class ActivityKind(StrEnum):
    """What is counted; active time is in seconds, everything else in pieces."""

    SESSIONS = "session_count"
    COMMITS = "commit_count"
    PULL_REQUESTS = "pull_request_count"
    LINES_ADDED = "lines_added"
    LINES_REMOVED = "lines_removed"
    ACTIVE_SECONDS_USER = "active_seconds_user"
    ACTIVE_SECONDS_CLI = "active_seconds_cli"
    EDITS_ACCEPTED = "edits_accepted"
    EDITS_REJECTED = "edits_rejected"
    PROMPTS = "prompts"
    API_ERRORS = "api_errors"
    TOOL_RESULTS = "tool_results"
    TOOL_FAILURES = "tool_failures"


class Activity(msgspec.Struct, frozen=True):
    """One count. Of the activities with one `identity` the one with the highest `rank` holds (cumulative series)."""

    kind: ActivityKind
    identity: UUID
    rank: int
    value: Decimal
    time: datetime
    source: str
    session_id: str | None
    model: str | None
    label: str | None
    who: Identity
    sighting: Sighting
