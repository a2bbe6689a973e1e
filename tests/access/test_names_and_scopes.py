"""What people type: names, e-mail addresses, scopes."""

import pytest

from stackspend.access.names import read_email, read_name
from stackspend.access.scopes import READ_SCOPES, SCOPES, read_scopes
from stackspend.errors import InvalidInput


def test_a_name_loses_the_space_around_it() -> None:
    assert read_name("  Claude Team ", of="the provider") == "Claude Team"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        pytest.param("", "The name of the provider is empty", id="nothing"),
        pytest.param(" \n ", "is empty", id="only space"),
        pytest.param("x" * 101, "has 101 characters; 100 are the most", id="too long"),
        pytest.param("Claude\nTeam", "holds a control character", id="two lines"),
        pytest.param("Claude\u202eTeam", "holds a control character", id="a mark that turns the text around"),
    ],
)
def test_a_name_that_cannot_be_shown_is_refused(name: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        read_name(name, of="the provider")


def test_an_address_is_read_in_lower_case() -> None:
    assert read_email(" Owner@Example.com ") == "owner@example.com"


@pytest.mark.parametrize("text", ["", "owner", "@example.com", "owner@", "a b@example.com", "a@b@c", "a@" + "b" * 253])
def test_what_cannot_be_an_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"is not an e-mail address; write it as in owner@example\.com"):
        read_email(text)


def test_scopes_are_named_resource_and_verb() -> None:
    assert [scope.scope for scope in SCOPES] == [
        "usage:write",
        "line_items:read",
        "rollups:read",
        "spend:read",
        "providers:read",
        "anomalies:read",
        "anomalies:write",
        "budgets:read",
        "budgets:write",
        "mappings:read",
        "mappings:write",
        "prices:read",
        "prices:write",
        "keys:write",
        "admin",
    ]


def test_the_read_scopes_change_nothing() -> None:
    assert all(scope.endswith(":read") for scope in READ_SCOPES)
    assert len(READ_SCOPES) == 8


def test_a_scope_asked_for_twice_counts_once() -> None:
    assert read_scopes(["spend:read", "spend:read"]) == {"spend:read"}


@pytest.mark.parametrize(
    ("names", "why"),
    [
        pytest.param([], "A key without a scope could do nothing; choose among usage:write", id="none"),
        pytest.param(["spend:read", "spend:write"], "There is no scope 'spend:write'", id="one that does not exist"),
    ],
)
def test_scopes_that_make_no_key_are_refused(names: list[str], why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        read_scopes(names)
