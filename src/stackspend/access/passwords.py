"""Passwords: what a new one must be, how it is kept (argon2id), and how one that is given is checked.

The rules are those of OWASP ASVS 5.0, 6.2: long enough, any characters, not a common one, nothing about the person. No
rule asks for digits or capitals, and none for a change after some time.
"""

import asyncio
import re

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from stackspend.errors import InvalidInput

SHORTEST = 12
LONGEST = 256
# Guessed within 10**8 tries is "weak" (https://github.com/dropbox/zxcvbn#usage); what is asked for is one step above.
_LEAST_SCORE = 3
# The estimate takes quadratic time, and what is strong by then does not become weak again.
_ESTIMATED = 64

# RFC 9106, section 4, second recommended option: 64 MiB and three passes.
_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$VBNYK0VkgMEkWr42aMZ9HQ$HS47FuQPmlN4aktqSC1u+2eTWuKhaDj0uXefzNI+5Tc"
"""What is checked where an account does not exist or has no password, so that the answer takes as long. It was made of
random characters that nobody kept; making one at every start would take half a second."""
_AT_ONCE = 4  # a flood of sign-ins waits here rather than in memory, at 64 MiB for each


class PasswordWork:
    """Hash and check off the event loop, a few at a time."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def hash(self, password: str) -> str:
        """What is kept of a password."""
        async with self._room:
            return await asyncio.to_thread(_HASHER.hash, password)

    async def is_right(self, password: str, kept: str | None) -> bool:
        """Whether `password` is the one that `kept` was made from; takes as long when nothing was kept."""
        async with self._room:
            return await asyncio.to_thread(_verify, password, kept)


def read_new_password(password: str, *, about: tuple[str, ...]) -> str:
    """The password if it may be one; `about` is what others know of the person: e-mail, name, organization.

    Raises `InvalidInput` that says what is wrong with it, and never repeats it.
    """
    if len(password) < SHORTEST:
        raise InvalidInput(f"The password has {len(password)} characters; {SHORTEST} are the least.")
    if len(password) > LONGEST:
        raise InvalidInput(f"The password has {len(password)} characters; {LONGEST} are the most.")
    known = [word for text in about for word in (text, *re.split(r"[\W_]+", text)) if len(word) > 2]
    if password.lower() in {word.lower() for word in known}:
        raise InvalidInput("The password is your e-mail address or name; choose one that others cannot know.")
    estimate = zxcvbn(password[:_ESTIMATED], user_inputs=[*known, "stackspend"])
    if estimate["score"] < _LEAST_SCORE:
        why = estimate["feedback"]["warning"].rstrip(".") or "It can be guessed within hours"
        raise InvalidInput(f"The password is too easy to guess. {why}. A few unrelated words are a good one.")
    return password


def _verify(password: str, kept: str | None) -> bool:
    try:
        return _HASHER.verify(kept or NOBODYS, password) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False
