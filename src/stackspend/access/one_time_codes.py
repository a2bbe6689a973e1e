"""The second step of signing in: time-based one-time codes (RFC 6238) and the recovery codes for a lost phone."""

import hmac
import re
import secrets
from datetime import datetime

import msgspec
import pyotp
import segno

from stackspend.access import credential
from stackspend.errors import InvalidInput

_ISSUER = "StackSpend"
_STEP = 30  # seconds
# A clock that is off by one step, and the seconds of typing (RFC 6238, section 5.2).
_STEPS_OFF = (0, -1, 1)
_CODE = re.compile(r"\d{6}", re.ASCII)
_SECRET = re.compile(r"[A-Z2-7]{32}")  # 160 bits in base32, as RFC 4226 advises

RECOVERY_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike on paper
_GROUPS, _GROUP = 4, 6  # 24 characters of 31 are 118 bits, so that a plain SHA-256 may keep them (ASVS 5.0, 6.5.2)


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """What an authenticator app needs: the secret to type, or the QR code to scan, an SVG as a `data:` URI."""

    secret: str
    qr_code: str


def enrol(email: str) -> Enrolment:
    """A new secret; it counts once a code made with it was confirmed."""
    secret = pyotp.random_base32()
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=_ISSUER)
    return Enrolment(secret=secret, qr_code=segno.make(address, error="m").svg_data_uri(scale=4, border=2))


def read_secret(text: str) -> str:
    """The secret of an enrolment, as it was given out. Raises `InvalidInput`."""
    if not _SECRET.fullmatch(text):
        raise InvalidInput("The secret is not one that this page gave; reload the page and scan the code anew.")
    return text


def step_of(code: str, secret: str, now: datetime) -> int | None:
    """Which step of 30 seconds since 1970 the code is that of; `None` when it is none of those around `now`.

    The caller accepts a step only once, and none before one that was accepted: a code that was looked on is then worth
    nothing (RFC 6238, section 5.2).
    """
    text = "".join(code.split())
    if not _CODE.fullmatch(text):
        return None
    totp, step = pyotp.TOTP(secret), int(now.timestamp()) // _STEP
    near = [step + off for off in _STEPS_OFF if hmac.compare_digest(totp.generate_otp(step + off), text)]
    return near[0] if near else None


def mint_recovery_codes() -> list[str]:
    """New recovery codes, `abc234-…`, each good once. They are shown once: keep their digests."""
    return ["-".join(_group() for _ in range(_GROUPS)) for _ in range(RECOVERY_CODES)]


def recovery_digest(code: str) -> bytes:
    """The digest by which a recovery code is known, however it was typed."""
    return credential.digest(re.sub(r"[\W_]", "", code).lower())


def _group() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP))
