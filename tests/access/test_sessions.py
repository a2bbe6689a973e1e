"""How long a session and a sign-in link live."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from stackspend.access.sessions import ABSOLUTE_LIFE, IDLE_LIFE, Session
from stackspend.access.sign_in import LinkProblem, SignInLink

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def session(*, seen_after: timedelta = timedelta()) -> Session:
    return Session(id=uuid4(), organization_id=uuid4(), member_id=uuid4(), created_at=NOON, seen_at=NOON + seen_after)


def test_a_session_that_nobody_used_dies_of_idleness() -> None:
    assert session().is_live(NOON + IDLE_LIFE - INSTANT)
    assert not session().is_live(NOON + IDLE_LIFE)


def test_a_session_that_is_used_every_day_still_dies_of_age() -> None:
    used = session(seen_after=ABSOLUTE_LIFE - timedelta(days=1))
    assert used.is_live(NOON + ABSOLUTE_LIFE - INSTANT)
    assert not used.is_live(NOON + ABSOLUTE_LIFE)


def test_a_session_is_noted_as_seen_once_a_minute() -> None:
    assert not session().is_due_to_be_seen(NOON + timedelta(seconds=59))
    assert session().is_due_to_be_seen(NOON + timedelta(seconds=60))


@pytest.mark.parametrize(
    ("used_at", "now", "problem"),
    [
        pytest.param(None, NOON, None, id="fresh"),
        pytest.param(None, NOON + timedelta(hours=24), "expired", id="a day old"),
        pytest.param(NOON, NOON, "used", id="used"),
        pytest.param(NOON, NOON + timedelta(hours=25), "used", id="used, and old since"),
    ],
)
def test_a_link_says_what_is_wrong_with_it(
    used_at: datetime | None, now: datetime, problem: LinkProblem | None
) -> None:
    link = SignInLink(
        organization_id=uuid4(), member_id=uuid4(), expires_at=NOON + timedelta(hours=24), used_at=used_at
    )
    assert link.problem(now) == problem
