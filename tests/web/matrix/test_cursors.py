"""Cursors that no page gave: refused with what is wrong, and never a fault of the server."""

import pytest

from tests.web.matrix.routes import by_session
from tests.web.matrix.world import World

DAYS = "start_date=2026-11-01&end_date=2026-11-30"
RECORDS = "/providers/{connection_id}/raw-batches/{batch_id}/records"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        pytest.param(f"{RECORDS}?cursor=-1", "use meta.next_cursor", id="a record before the first"),
        pytest.param(f"{RECORDS}?cursor={10**30}", "use meta.next_cursor", id="a record beyond all"),
        pytest.param("/line-items?cursor=2026-11-20:1:x", "give its start_date and end_date", id="without a period"),
        pytest.param(f"/line-items?{DAYS}&cursor=2026-11-20:x", "use meta.next_cursor", id="no instant"),
        pytest.param(
            f"/sessions?{DAYS}&cursor=latest:{10**20}:x", "use meta.next_cursor", id="no instant of a session"
        ),
    ],
)
def test_it_is_refused_with_what_is_wrong(world: World, question: str, reason: str) -> None:
    path = question.format(connection_id=world.connection_id, batch_id=world.batch_id)

    answer = world.client.get(f"/api/v1/app{path}", headers=by_session(world.session(world.alice)))

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_INPUT"), answer.text
    assert reason in answer.json()["error"]["message"]


def test_the_end_of_the_calendar_is_a_place_too(world: World) -> None:
    for question in (
        f"/line-items?{DAYS}&cursor=2026-11-20:{10**17 - 1}:{world.line_item_id}",
        f"/sessions?{DAYS}&order=latest&cursor=latest:{10**17 - 1}:x",
    ):
        answer = world.client.get(f"/api/v1/app{question}", headers=by_session(world.session(world.alice)))
        assert answer.status_code == 200, answer.text
