"""Words that differ between signals and sources, brought into one vocabulary."""

import pytest

from stackspend.otlp.export import Plain
from stackspend.sources.vocabulary import MOST_TAG_CHARACTERS, identity_of, query_source, source_of, tags_of


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        pytest.param("main", "main", id="metrics: main"),
        pytest.param("subagent", "subagent", id="metrics: subagent"),
        pytest.param("auxiliary", "auxiliary", id="metrics: auxiliary"),
        pytest.param("sdk", "main", id="events: print mode"),
        pytest.param("repl_main_thread", "main", id="events: a terminal"),
        pytest.param("agent:builtin:general-purpose", "subagent", id="events: a built-in agent"),
        pytest.param("agent:custom", "subagent", id="events: an agent of one's own"),
        pytest.param("compact", "auxiliary", id="events: compaction"),
        pytest.param("generate_session_title", "auxiliary", id="events: a session's title"),
        pytest.param("something_new", "auxiliary", id="a word of tomorrow"),
        pytest.param(None, None, id="not stated"),
    ],
)
def test_events_and_metrics_say_the_same_in_other_words(stated: str | None, meant: str | None) -> None:
    assert query_source(stated) == meant


@pytest.mark.parametrize(
    ("attributes", "source"),
    [
        pytest.param({"service.name": "claude-code"}, "claude_code", id="Claude Code"),
        pytest.param({"service.name": "cowork"}, "claude_cowork", id="Cowork"),
        pytest.param({"service.name": "office-agent"}, "claude_office_agents", id="the Office agents"),
        pytest.param({"service.name": "my-claude"}, "claude_code", id="a name that a user chose"),
        pytest.param({}, "claude_code", id="no name"),
        pytest.param(
            {"service.name": "cowork", "stackspend.source": "codex"}, "codex", id="what was declared comes first"
        ),
    ],
)
def test_a_record_has_a_source(attributes: dict[str, Plain], source: str) -> None:
    assert source_of(attributes, "claude_code") == source


def test_what_the_organization_declared_are_tags_and_what_the_client_set_are_none() -> None:
    resource: dict[str, Plain] = {
        "service.name": "claude-code",
        "os.type": "linux",
        "user.email": "a@b.c",
        "team": "data",
        "shift": 2,
        "empty": "",
        "absent": None,
    }

    assert tags_of(resource) == {"team": "data", "shift": "2", "empty": ""}


def test_tags_have_room_for_so_many_characters() -> None:
    resource: dict[str, Plain] = {f"{n:04}": "x" * 1_020 for n in range(10)}

    assert list(tags_of(resource)) == ["0000", "0001", "0002", "0003"]
    assert MOST_TAG_CHARACTERS == 4 * (4 + 1_020)


def test_an_identity_on_the_resource_was_declared() -> None:
    own: dict[str, Plain] = {"user.email": "Alice@Example.com", "user.id": "laptop"}

    assert identity_of(own, {}).declared is False
    assert identity_of(own, {"user.email": "mallory@example.com"}).declared is True
    assert identity_of(own, {}).name == "alice@example.com"
