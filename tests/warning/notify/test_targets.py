"""Which addresses anybody may be sent to."""

from ipaddress import ip_address

import pytest

from stackspend.warning.notify.targets import is_public


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("10.0.0.1", id="a private network"),
        pytest.param("192.168.1.1", id="another"),
        pytest.param("172.16.0.1", id="a third"),
        pytest.param("100.64.0.1", id="behind a carrier"),
        pytest.param("127.0.0.1", id="this machine"),
        pytest.param("169.254.169.254", id="the cloud's own"),
        pytest.param("0.0.0.0", id="any"),
        pytest.param("224.0.0.1", id="many"),
        pytest.param("::1", id="this machine, IPv6"),
        pytest.param("fd00::1", id="a private network, IPv6"),
        pytest.param("fe80::1", id="a link"),
        pytest.param("::ffff:10.0.0.1", id="mapped"),
        pytest.param("64:ff9b::a00:1", id="translated"),
        pytest.param("2002:0a00:0001::1", id="6to4"),
    ],
)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_an_address_of_the_internet_is(address: str) -> None:
    assert is_public(ip_address(address))
