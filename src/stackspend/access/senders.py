"""Who uses a key, as far as a request tells: the program by its User-Agent, and the network that it came from.

Of an address only its network is kept: enough to tell an office from a data centre, and no person from another.
"""

import ipaddress
from datetime import datetime
from functools import lru_cache

import msgspec

LONGEST_AGENT = 200
MOST_SENDERS = 100
"""Of one key; those that were seen last are kept."""

_IPV4_NETWORK = 24
_IPV6_NETWORK = 48


class Sender(msgspec.Struct, frozen=True):
    """Requests that look alike: `user_agent` as stated, `network` as in 203.0.113.0/24; `None` where there is none."""

    user_agent: str | None
    network: str | None


class SeenSender(msgspec.Struct, frozen=True, kw_only=True):
    """A sender of one key, and from when to when it was seen."""

    sender: Sender
    first_seen_at: datetime
    last_seen_at: datetime


@lru_cache(maxsize=4096)
def sender_of(user_agent: str | None, address: str | None) -> Sender:
    """The sender of a request; what it says of itself is cut to one line of LONGEST_AGENT characters."""
    shown = "".join(character for character in user_agent or "" if character.isprintable())[:LONGEST_AGENT].strip()
    return Sender(shown or None, _network_of(address))


def _network_of(address: str | None) -> str | None:
    """The /24 of an IPv4 address, the /48 of an IPv6 address: what one site is usually given (RFC 6177)."""
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:
        return None
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    length = _IPV4_NETWORK if known.version == 4 else _IPV6_NETWORK
    return str(ipaddress.ip_network((known, length), strict=False))
