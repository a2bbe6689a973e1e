"""Where a message may be sent to: not inside the network of this server, whatever name leads there.

The name is looked up once, every address that it has is checked, and the connection is made to a checked address: a
name that answers otherwise a moment later changes nothing. Redirects are not followed.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from stackspend.errors import InvalidInput, TransientError

Address = IPv4Address | IPv6Address
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


def is_public(address: Address) -> bool:
    """Whether anybody may be sent there. An IPv4 address that is written as IPv6 counts as what it is."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None:
            return is_public(inner)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


def look_up(host: str, port: int, *, allow_private: bool) -> str:
    """An address of this host. Raises TransientError if it has none, InvalidInput if any of them is inside."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise TransientError(f"The name {host} has no address: {error}.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_private:
        inside = [one for one in addresses if not is_public(ip_address(one.partition("%")[0]))]
        if inside:
            raise InvalidInput(
                f"{host} leads to {inside[0]}, which is not a public address; STACKSPEND_PRIVATE_TARGETS=yes allows it."
            )
    return addresses[0]
