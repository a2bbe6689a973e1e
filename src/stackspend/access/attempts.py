"""How often somebody may try: sign-ins by account and by address, and letters by recipient.

Attempts are counted before they are checked, so that many at the same time do not slip through, and whether or not the
account exists, so that being stopped tells nothing.
"""

import hashlib
import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from stackspend.errors import RateLimited

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 50  # an office shares one
LETTERS_PER_RECIPIENT = 3


@runtime_checkable  # Litestar checks what it injects
class AttemptCatalog(Protocol):
    """Counts that every node sees."""

    async def count_attempts(self, limits: Mapping[str, int], *, at: datetime) -> datetime | None:
        """Count one more in each bucket; when one held its limit already, the instant at which it is emptied."""

    async def forget_attempts(self, bucket: str) -> None:
        """Empty a bucket."""


def account_bucket(email: str) -> str:
    """Where sign-ins to an account are counted; the address itself is not kept."""
    return _bucket("account", email)


async def count_sign_in(catalog: AttemptCatalog, email: str, address: str | None, *, now: datetime) -> None:
    """Let one more sign-in be tried. Raises `RateLimited` when there were too many."""
    limits = {account_bucket(email): PER_ACCOUNT, _address_bucket(address): PER_ADDRESS}
    await _count(catalog, limits, now)


async def count_letter(catalog: AttemptCatalog, email: str, address: str | None, *, now: datetime) -> None:
    """Let one more letter be asked for. Raises `RateLimited` when there were too many."""
    limits = {_bucket("letter", email): LETTERS_PER_RECIPIENT, _address_bucket(address): PER_ADDRESS}
    await _count(catalog, limits, now)


async def _count(catalog: AttemptCatalog, limits: Mapping[str, int], now: datetime) -> None:
    until = await catalog.count_attempts(limits, at=now)
    if until is not None:
        seconds = int((until - now).total_seconds()) + 1
        raise RateLimited(
            f"There were too many attempts; wait {(seconds + 59) // 60} minutes and try again.", retry_after=seconds
        )


def _address_bucket(address: str | None) -> str:
    """One household or office has one IPv4 address, or a /64 of IPv6 ones."""
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:
        return _bucket("address", address or "none")
    prefix = 64 if known.version == 6 else 32
    return _bucket("address", str(ipaddress.ip_network((known, prefix), strict=False)))


def _bucket(kind: str, of: str) -> str:
    return f"{kind}:{hashlib.sha256(of.encode()).hexdigest()}"
