"""Keys that expire soon are told of in the log."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from structlog.testing import capture_logs

from stackspend.access.expiring import ExpiringKeys
from stackspend.access.keys import ApiKey

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = ApiKey(
    id=uuid4(),
    organization_id=uuid4(),
    name="Ingest of Alice",
    prefix="ss_live_Ab3x",
    scopes=frozenset({"usage:write"}),
    connection_id=None,
    created_at=NOON,
    created_by="alice@acme.example",
    expires_at=NOON + timedelta(days=6),
    revoked_at=None,
    last_used_at=None,
)


class OneKey:
    """A catalog whose key has come closer to its end."""

    async def newly_expiring(self, at: datetime) -> list[tuple[ApiKey, int]]:
        return [(KEY, 7)] if at == NOON else []


async def test_a_key_that_came_closer_to_its_end_is_logged_without_the_name_of_anybody() -> None:
    with capture_logs() as logged:
        await ExpiringKeys(OneKey(), lambda: NOON).warn()

    assert logged == [
        {
            "event": "api_key_expires",
            "log_level": "warning",
            "organization_id": str(KEY.organization_id),
            "key": "ss_live_Ab3x",
            "expires_at": "2026-11-28T12:00:00+00:00",
            "within_days": 7,
            "rotated": False,
        }
    ]
