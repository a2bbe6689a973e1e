"""How a key is read off a request."""

import pytest

from stackspend.access.keys import read_bearer
from stackspend.errors import Unauthenticated


@pytest.mark.parametrize(
    ("authorization", "x_api_key"),
    [
        pytest.param("Bearer ss_live_x", None, id="as the standard writes it"),
        pytest.param("bearer ss_live_x", None, id="in lower case"),
        pytest.param("BEARER   ss_live_x ", None, id="with more spaces"),
        pytest.param("Bearer%20ss_live_x", None, id="as Claude Code sends the spelling that OpenTelemetry advises"),
        pytest.param(None, "ss_live_x", id="in X-API-Key"),
        pytest.param(None, " ss_live_x ", id="in X-API-Key with spaces around it"),
        pytest.param("Basic dXNlcg==", "ss_live_x", id="in X-API-Key beside another proxy's Authorization"),
        pytest.param("Bearer ss_live_x", "ss_live_y", id="the bearer wins over X-API-Key"),
    ],
)
def test_the_key_is_found(authorization: str | None, x_api_key: str | None) -> None:
    assert read_bearer(authorization, x_api_key) == "ss_live_x"


@pytest.mark.parametrize(
    ("authorization", "x_api_key", "why"),
    [
        pytest.param(None, None, "carries no API key", id="no header at all"),
        pytest.param("", "", "carries no API key", id="empty headers"),
        pytest.param("Bearer", None, "holds no bearer key", id="nothing after Bearer"),
        pytest.param("Basic dXNlcg==", None, "holds no bearer key", id="another scheme"),
        pytest.param("ss_live_x", None, "holds no bearer key", id="the bare key"),
        pytest.param("Bearer a b", None, "holds no bearer key", id="two words"),
    ],
)
def test_without_a_key_the_refusal_says_how_to_send_one(
    authorization: str | None, x_api_key: str | None, why: str
) -> None:
    with pytest.raises(Unauthenticated, match=why) as refusal:
        read_bearer(authorization, x_api_key)
    assert "Authorization: Bearer ss_live_…" in refusal.value.message
