"""API keys are recognized in text by their shape and checksum, wherever they stand."""

import pytest

from stackspend.access import keys
from stackspend.access.leaks import FoundKey, find_keys

KEY = keys.mint()


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("", id="alone"),
        pytest.param("OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20", id="in an environment"),
        pytest.param('{"X-API-Key": "', id="in JSON"),
        pytest.param("x_", id="behind a name"),
        pytest.param("ss_live_", id="behind another beginning"),
    ],
)
@pytest.mark.parametrize("after", ["", '"}', " ", ",", "\\n", "\r\n", "é"])
def test_a_key_is_found(before: str, after: str) -> None:
    lines = [b"nothing\n", f"{before}{KEY}{after}".encode()]

    assert list(find_keys(lines)) == [FoundKey(2, len(before) + 1, KEY)]


def test_two_keys_of_a_line_are_two() -> None:
    other = keys.mint()

    assert [found.secret for found in find_keys([f"{KEY},{other}".encode()])] == [KEY, other]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(KEY[:-1], id="cut off"),
        pytest.param(KEY + "x", id="longer than a key"),
        pytest.param(KEY[:-1] + ("0" if KEY[-1] != "0" else "1"), id="a wrong checksum"),
        pytest.param("ss_live_" + "x" * 49, id="an example in a manual"),
        pytest.param(KEY.replace("ss_live_", "ss_link_"), id="another kind of secret"),
    ],
)
def test_what_only_looks_like_a_key_is_none(text: str) -> None:
    assert list(find_keys([text.encode()])) == []
