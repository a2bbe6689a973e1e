"""What the real client sent arrives at the right dollars and tokens, in whatever order, company and number it comes."""

import random
from collections.abc import Callable, Iterator

import msgspec
import pytest

from stackspend.otlp.export import Encoding
from tests.captured import Capture, SentExport, captures, expected_together
from tests.ledger.disorder import cut
from tests.running import RunningServer
from tests.web.door.booked import differences, line_item_totals, totals
from tests.web.door.organizations import new_organization, new_organizations
from tests.web.door.sending import await_booked, connected, export, export_all

DIMENSIONS = {"model": "model", "session": "session_id", "user": "user"}
"""By what rollups are grouped, and the field of a line item that holds it."""


@pytest.fixture(scope="module")
def alone(server: RunningServer) -> dict[str, RunningServer]:
    """An organization for each recording, which got that recording and nothing else."""
    names = [recorded.name for recorded in captures()]
    organizations = dict(zip(names, new_organizations(server, names), strict=True))
    with connected(server) as connection:
        for recorded in captures():
            for sent in recorded.exports:
                export(organizations[recorded.name], sent, connection)
    await_booked(server)
    return organizations


@pytest.mark.parametrize("recorded", captures(), ids=lambda recorded: recorded.name)
def test_a_recording_alone(alone: dict[str, RunningServer], recorded: Capture) -> None:
    for dimension, field in DIMENSIONS.items():
        expected = recorded.expected.by(dimension)
        assert differences(totals(alone[recorded.name], dimension), expected) == {}
        assert differences(line_item_totals(alone[recorded.name], field), expected) == {}


EVERYTHING = [sent for recorded in captures() for sent in recorded.exports]


def shuffled(exports: list[SentExport]) -> list[SentExport]:
    return random.Random(2).sample(exports, len(exports))


@pytest.mark.parametrize(
    ("delivered", "connections"),
    [
        pytest.param(lambda: EVERYTHING, 1, id="in the original order"),
        pytest.param(lambda: shuffled(EVERYTHING), 1, id="shuffled"),
        pytest.param(lambda: EVERYTHING + EVERYTHING, 1, id="everything twice"),
        pytest.param(lambda: shuffled(EVERYTHING + EVERYTHING), 8, id="everything twice, shuffled, in parallel"),
    ],
)
def test_all_recordings_in_one_organization(
    server: RunningServer, delivered: Callable[[], list[SentExport]], connections: int, request: pytest.FixtureRequest
) -> None:
    organization = new_organization(server, request.node.name)

    export_all(organization, delivered(), connections=connections)

    for dimension, field in DIMENSIONS.items():
        expected = expected_together(captures(), dimension)
        assert differences(totals(organization, dimension), expected) == {}
        assert differences(line_item_totals(organization, field), expected) == {}


CUT = [
    recorded for recorded in captures() if recorded.name in {"b_json_cumulative", "f_nosession_delta_two", "i_resume"}
]


def single_records(recorded: Capture) -> Iterator[SentExport]:
    """An export for each log record and data point."""
    for sent in recorded.exports:
        for body in cut(msgspec.json.decode(sent.unpacked())):
            yield SentExport(
                path=sent.path,
                content_type=Encoding.JSON,
                content_encoding=None,
                body=msgspec.json.encode(body),
            )


def test_every_record_in_an_export_of_its_own(server: RunningServer) -> None:
    organization = new_organization(server, "Single records")
    exports = [single for recorded in CUT for single in single_records(recorded)]

    export_all(organization, shuffled(exports), connections=4)

    for dimension in DIMENSIONS:
        assert differences(totals(organization, dimension), expected_together(CUT, dimension)) == {}


def test_two_organizations_that_send_the_same_share_nothing(server: RunningServer) -> None:
    acme, rival = new_organizations(server, ["Acme's double", "Rival"])
    recorded = captures()[0]

    export_all(acme, recorded.exports)
    assert totals(rival, "model") == {}
    export_all(rival, recorded.exports)

    assert totals(acme, "session") == totals(rival, "session")
    assert differences(totals(rival, "session"), recorded.expected.by("session")) == {}
