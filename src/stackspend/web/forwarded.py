"""The address of who asks, behind proxies: what they state in `X-Forwarded-For`, if they are trusted to.

Each proxy adds to the end of the list who connected to it. So it is read from its end, and only as far as those who
wrote it are trusted: everything before that, the sender may have made up. `Forwarded` (RFC 7239) is not read: a proxy
that writes the one header passes the other on as it came.
"""

import ipaddress
from collections.abc import Iterable
from functools import lru_cache
from typing import Self

import msgspec

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class TrustedProxies(msgspec.Struct, frozen=True):
    """The networks of proxies whose word counts; none by default."""

    networks: tuple[Network, ...] = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """Those of a setting, with commas between."""
        return cls(tuple(ipaddress.ip_network(one) for one in text.split(",") if one))

    def client_of(self, peer: str | None, forwarded_for: Iterable[bytes]) -> str | None:
        """The address of who asks; `peer` is the other end of the connection, and what else there is the headers say.

        It is the last address that is no trusted proxy's. What is no address ends the list: then it is the proxy's that
        passed it on.
        """
        if not self.networks or peer is None:
            return peer
        client = peer
        stated = ",".join(value.decode("latin-1") for value in forwarded_for).split(",")
        for hop in reversed(stated):
            address = _address(hop.strip())
            if not self._trusts(client) or address is None:
                break
            client = str(address)
        return client

    def _trusts(self, address: str) -> bool:
        return _is_in(self.networks, address)


@lru_cache(maxsize=4096)
def _is_in(networks: tuple[Network, ...], address: str) -> bool:
    known = _address(address)
    return known is not None and any(known in network for network in networks)


def _address(text: str) -> Address | None:
    """An address, with a port behind it or not; `None` for anything else. One of IPv4 within IPv6 is that of IPv4."""
    host = text
    if text.startswith("["):
        host = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        host = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        # A zone is of no meaning here, and may be of any length.
        return None if address.scope_id else address.ipv4_mapped or address
    return address
