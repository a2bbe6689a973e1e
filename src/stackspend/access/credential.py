"""Mint and check secrets: a prefix that tells the kind, 256 random bits in base62, and a checksum.

The shape follows GitHub's (https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/): a double
click selects all of it, a leak scanner finds it by its prefix, and six checksum characters tell a mistyped or invented
secret without asking any store. Stores keep the SHA-256 only, and look secrets up by it: a slow hash would add nothing
to 256 random bits, and how long a look-up takes tells only about a digest that nobody can choose.
"""

import hashlib
import hmac
import secrets
import string
import zlib
from enum import StrEnum

_DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_ENTROPY_BYTES = 32
_ENTROPY_DIGITS = 43  # 62**43 > 2**256
_CHECKSUM_DIGITS = 6  # 62**6 > 2**32
_SHOWN_DIGITS = 4


class Kind(StrEnum):
    """What a secret opens; the value is its prefix."""

    API_KEY = "ss_live_"
    SIGN_IN_LINK = "ss_link_"
    SESSION = "ss_session_"
    SET_UP_LINK = "ss_setup_"
    INVITATION = "ss_invite_"
    RESET_LINK = "ss_reset_"
    OPENID_FLOW = "ss_openid_"


def mint(kind: Kind) -> str:
    """A new secret. It is shown once and never stored: keep `digest(secret)`."""
    body = kind + _base62(int.from_bytes(secrets.token_bytes(_ENTROPY_BYTES)), _ENTROPY_DIGITS)
    return body + _checksum(body)


def is_well_formed(secret: str, kind: Kind) -> bool:
    """Whether `secret` has the length, the alphabet and the checksum of its kind; asks no store."""
    if not (secret.isascii() and secret.startswith(kind)):
        return False
    if len(secret) != len(kind) + _ENTROPY_DIGITS + _CHECKSUM_DIGITS:
        return False
    body, checksum = secret[:-_CHECKSUM_DIGITS], secret[-_CHECKSUM_DIGITS:]
    return hmac.compare_digest(_checksum(body), checksum)


def digest(secret: str) -> bytes:
    """The SHA-256 by which stores know a secret: 32 bytes."""
    return hashlib.sha256(secret.encode()).digest()


def shown_prefix(secret: str, kind: Kind) -> str:
    """The part that may be shown for ever, by which people tell their secrets apart: `ss_live_Ab3x`."""
    return secret[: len(kind) + _SHOWN_DIGITS]


def _checksum(body: str) -> str:
    return _base62(zlib.crc32(body.encode()), _CHECKSUM_DIGITS)


def _base62(number: int, width: int) -> str:
    digits = []
    for _ in range(width):
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
