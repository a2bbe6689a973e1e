"""A viewer is answered the own figures, names and sessions on every route that viewers may call, and nobody else's.

Alice and Bob work for Acme, each in a session of their own, and both are seen in a third; Rival is sent what Bob sent,
and nothing else. So Bob, a viewer of Acme, must be answered what Rival's owner is: as if nobody else had ever worked.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest
from httpx import Response

from stackspend.access.members import Role
from stackspend.app import open_ledger
from stackspend.ingest.book import Bookkeeper
from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.export import Signal
from stackspend.pricing import default_price_list
from stackspend.reports.question import Dimension
from stackspend.settings import read_settings
from stackspend.store.ledger.append import Ledger
from tests.ledger.deliver import raw_batch
from tests.ledger.telemetry import logs, metric, metrics, point, record
from tests.web.matrix.calls import EVER
from tests.web.matrix.routes import ROUTES, by_session
from tests.web.matrix.world import World

ALICE, BOB = "alice@acme.example", "bob@acme.example"
HERS, HIS, SHARED = "session-of-alice", "session-of-bob", "session-of-both"
APP = "/api/v1/app"
OWN_ACCOUNT = ("/account", "/sign-out", "/switch", "/sample", "/me", "/saved-views")
REPORTS = [
    route.path.removeprefix(APP)
    for route in ROUTES
    if route.least is Role.VIEWER and not route.path.removeprefix(APP).startswith(OWN_ACCOUNT)
]
Question = tuple[str, Mapping[str, str | Sequence[str]]]
# Every way in which a route is asked; a route that is not here fails the test below.
QUESTIONS: list[Question] = [
    ("/overview", {}),
    *(("/spend", EVER | {"group_by": dimension, "compare": "true"}) for dimension in Dimension),
    ("/spend", EVER | {"granularity": "week"}),
    ("/spend", EVER | {"group_by": ["user", "session"]}),
    ("/spend", EVER | {"group_by": "tag:department"}),
    ("/spend", EVER | {"filter_by": f"session:{SHARED}"}),
    ("/what-changed", EVER),
    ("/spend/tags", EVER),
    ("/spend/tokens", EVER),
    ("/spend/values", EVER | {"dimension": "user"}),
    ("/people", EVER),
    ("/people", EVER | {"filter_by": f"session:{SHARED}"}),
    ("/person", EVER | {"name": BOB}),
    ("/sessions", EVER),
    ("/sessions", EVER | {"order": "latest", "limit": "1"}),
    ("/sessions/{session_id}", {"session_id": HIS}),
    ("/sessions/{session_id}", {"session_id": SHARED}),
]
# What differs between two organizations that were sent the same.
NAMES_OF_PLACES = {"id", "batch_id", "connection_id"}
PROVIDERS = {"Claude of Acme", "Claude of Rival"}


def sent_by(email: str, sessions: Sequence[str], cost: float, place: tuple[UUID, UUID], first: int) -> list[RawBatch]:
    """Requests and work of somebody, in these sessions; `place` is the organization and its connection."""
    organization_id, connection_id = place
    model = "claude-opus-4-6" if email == ALICE else "claude-haiku-4-5"
    who = {"user__email": email, "user__id": email, "department": email}
    requests = [
        record(
            "api_request", first + n, cost_usd=cost, model=model, input_tokens=10 * first, output_tokens=first,
            request_id=f"req_{first}_{n}", session__id=session, **who,
        )
        for n, session in enumerate(sessions)
    ]  # fmt: skip
    work = [
        metric(name, [point(first, 0, 60 + n, session__id=session, **who) for n, session in enumerate(sessions)])
        for name in ("commit.count", "pull_request.count", "lines_of_code.count")
    ]
    return [
        raw_batch(
            json.dumps(body).encode(), signal, first + n, organization_id=organization_id, connection_id=connection_id
        )
        for n, (body, signal) in enumerate(((logs(requests), Signal.LOGS), (metrics(work), Signal.METRICS)))
    ]


class Peopled(World):
    """A world in which Alice and Bob have worked."""

    def _book(self) -> tuple[UUID, UUID, str | None]:
        booked = super()._book()
        rival = self.charlie.organization_id
        [theirs] = self.ask(lambda catalog: catalog.connections(rival))
        acme, alone = (self.acme, self.connection_id), (rival, theirs.connection_id)
        batches = [
            *sent_by(ALICE, [HERS, SHARED], 1.25, acme, 500),
            *sent_by(BOB, [HIS, SHARED], 0.01, acme, 40),
            *sent_by(BOB, [HIS, SHARED], 0.01, alone, 40),
        ]
        database = open_ledger(self.settings)
        try:
            Bookkeeper(Ledger(database), lambda _: default_price_list()).book(batches)
        finally:
            database.close()
        return booked


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peopled]:
    world = Peopled(read_settings({"STACKSPEND_DATA_DIR": str(tmp_path_factory.mktemp("viewers"))}))
    with world.client:
        yield world


@pytest.fixture(scope="module")
def bob(peopled: Peopled) -> dict[str, str]:
    return by_session(peopled.session(peopled.bob(Role.VIEWER, BOB)))


@pytest.fixture(scope="module")
def rival(peopled: Peopled) -> dict[str, str]:
    return by_session(peopled.session(peopled.charlie))


def ask(world: World, credentials: dict[str, str], question: Question) -> Response:
    path, given = question
    named = {name: value for name, value in given.items() if f"{{{name}}}" in path}
    asked = {name: value for name, value in given.items() if name not in named}
    world.client.cookies.clear()
    return world.client.get(APP + path.format(**named), params=asked, headers=credentials)


def without_places(found: Any) -> Any:
    if isinstance(found, dict):
        return {name: without_places(value) for name, value in found.items() if name not in NAMES_OF_PLACES}
    if isinstance(found, list):
        return [without_places(one) for one in found]
    return "the provider" if found in PROVIDERS else found


def test_every_route_that_viewers_may_call_is_asked() -> None:
    assert {path for path, _ in QUESTIONS} == set(REPORTS)


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_the_answer_is_that_of_an_organization_in_which_nobody_else_worked(
    peopled: Peopled, bob: dict[str, str], rival: dict[str, str], question: Question
) -> None:
    answer, alone = ask(peopled, bob, question), ask(peopled, rival, question)
    assert (answer.status_code, alone.status_code) == (200, 200), answer.text
    assert without_places(answer.json()["data"]) == without_places(alone.json()["data"])
    whole = ask(peopled, by_session(peopled.session(peopled.alice)), question).json()["data"]
    if question not in OF_HIM_ALONE:
        assert without_places(whole) != without_places(answer.json()["data"]), "Alice sees no more: this shows nothing."


# What says the same of him to everybody.
OF_HIM_ALONE: list[Question] = [
    ("/person", EVER | {"name": BOB}),
    ("/sessions/{session_id}", {"session_id": HIS}),
]


@pytest.mark.parametrize(
    ("question", "status"),
    [
        pytest.param(("/person", EVER | {"name": ALICE}), 403, id="a person"),
        pytest.param(("/sessions/{session_id}", {"session_id": HERS}), 404, id="a session"),
    ],
)
def test_of_somebody_else_there_is_nothing(
    peopled: Peopled, bob: dict[str, str], question: Question, status: int
) -> None:
    answer = ask(peopled, bob, question)
    assert (answer.status_code, answer.json()["data"]) == (status, None)


@pytest.mark.parametrize("filter_by", [f"user:{ALICE}", f"session:{HERS}", "model:claude-opus-4-6"])
@pytest.mark.parametrize("path", ["/spend", "/people", "/sessions"])
def test_a_filter_widens_nothing(peopled: Peopled, bob: dict[str, str], path: str, filter_by: str) -> None:
    answer = ask(peopled, bob, (path, EVER | {"filter_by": filter_by}))
    assert answer.status_code == 200, answer.text
    assert not [word for word in (ALICE, HERS, "1.25", "2.5") if word in answer.text.replace(filter_by, "")]
