"""Passwords for tests of what is done with them: kept and checked as real ones are, at a thousandth of the price."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from stackspend.access.passwords import PasswordWork

_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class QuickWork(PasswordWork):
    """The fake. Nobody who attacks has what tests keep."""

    async def hash(self, password: str) -> str:
        return _HASHER.hash(password)

    async def is_right(self, password: str, kept: str | None) -> bool:
        try:
            return kept is not None and _HASHER.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False
