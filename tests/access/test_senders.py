"""What a request tells of its sender, and how much of it is kept."""

import pytest

from stackspend.access.senders import LONGEST_AGENT, Sender, sender_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        pytest.param("203.0.113.77", "203.0.113.0/24", id="IPv4"),
        pytest.param("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48", id="IPv6"),
        pytest.param("::ffff:203.0.113.77", "203.0.113.0/24", id="IPv4 on an IPv6 socket"),
        pytest.param("127.0.0.1", "127.0.0.0/24", id="this machine"),
        pytest.param("/run/proxy.sock", None, id="a socket in a folder"),
        pytest.param(None, None, id="none"),
    ],
)
def test_of_an_address_its_network_is_kept(address: str | None, network: str | None) -> None:
    assert sender_of("curl/8", address) == Sender("curl/8", network)


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        pytest.param("OTel-OTLP-Exporter-JavaScript/0.208.0", "OTel-OTLP-Exporter-JavaScript/0.208.0", id="one"),
        pytest.param(" curl/8\x1b[2J\u202e ", "curl/8[2J", id="with what cannot be seen"),
        pytest.param("x" * 500, "x" * LONGEST_AGENT, id="a long one"),
        pytest.param("", None, id="an empty one"),
        pytest.param(None, None, id="none"),
    ],
)
def test_a_user_agent_is_one_short_line_of_text(stated: str | None, kept: str | None) -> None:
    assert sender_of(stated, None) == Sender(kept, None)
