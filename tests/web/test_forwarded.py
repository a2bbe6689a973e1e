"""Who asks, behind proxies: the last address that is no trusted proxy's, and nothing that somebody made up."""

import pytest

from stackspend.web.forwarded import TrustedProxies

PROXY, CDN = "10.0.0.5", "192.0.2.80"
TRUSTED = TrustedProxies.read("10.0.0.0/8,192.0.2.80/32,fd00::/8")


@pytest.mark.parametrize(
    ("peer", "stated", "client"),
    [
        pytest.param(PROXY, ["203.0.113.9"], "203.0.113.9", id="one proxy"),
        pytest.param(PROXY, ["203.0.113.9, 192.0.2.80"], "203.0.113.9", id="a proxy behind another"),
        pytest.param(PROXY, ["203.0.113.9", "192.0.2.80"], "203.0.113.9", id="in two header lines"),
        pytest.param(PROXY, ["6.6.6.6, 203.0.113.9"], "203.0.113.9", id="what the sender made up stands before"),
        pytest.param(PROXY, ["10.6.6.6, 203.0.113.9"], "203.0.113.9", id="also if it looks like a proxy"),
        pytest.param(PROXY, ["10.0.0.9, 10.0.0.8"], "10.0.0.9", id="a sender within the trusted network"),
        pytest.param(PROXY, ["203.0.113.9:41234"], "203.0.113.9", id="with a port"),
        pytest.param(PROXY, ["[2001:db8::9]:443"], "2001:db8::9", id="IPv6 with a port"),
        pytest.param(PROXY, ["2001:db8::9"], "2001:db8::9", id="IPv6"),
        pytest.param(f"::ffff:{PROXY}", ["203.0.113.9"], "203.0.113.9", id="a proxy's IPv4 within IPv6"),
        pytest.param(PROXY, ["::ffff:203.0.113.9"], "203.0.113.9", id="a sender's IPv4 within IPv6"),
        pytest.param("fd00::5", ["203.0.113.9"], "203.0.113.9", id="a proxy's IPv6"),
        pytest.param(PROXY, [], PROXY, id="no header"),
        pytest.param(PROXY, [""], PROXY, id="an empty header"),
        pytest.param(PROXY, ["203.0.113.9, unknown"], PROXY, id="no address at the end"),
        pytest.param(PROXY, ["<script>, 192.0.2.80"], CDN, id="no address before the last proxy"),
        pytest.param(PROXY, ["fe80::1%" + "x" * 500], PROXY, id="an address with a zone"),
        pytest.param("203.0.113.6", ["203.0.113.9"], "203.0.113.6", id="from somebody who is not trusted"),
        pytest.param(None, ["203.0.113.9"], None, id="a connection without an address"),
    ],
)
def test_the_last_address_that_is_no_trusted_proxys_asks(
    peer: str | None, stated: list[str], client: str | None
) -> None:
    assert TRUSTED.client_of(peer, [value.encode() for value in stated]) == client


def test_by_default_nobody_is_trusted() -> None:
    assert TrustedProxies.read("").client_of("127.0.0.1", [b"203.0.113.9"]) == "127.0.0.1"
