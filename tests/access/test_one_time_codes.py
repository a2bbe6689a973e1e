"""One-time codes against the vectors of RFC 6238, and recovery codes."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from stackspend.access.one_time_codes import enrol, mint_recovery_codes, read_secret, recovery_digest, step_of
from stackspend.errors import InvalidInput

# RFC 6238, appendix B: the ASCII secret 12345678901234567890 in base32; our codes are the last six of its eight digits.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert step_of(code, SECRET, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


@pytest.mark.parametrize(
    ("off", "is_good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)], ids=lambda value: str(value)
)
def test_a_clock_may_be_one_step_off(off: int, *, is_good: bool) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    code = pyotp.TOTP(SECRET).at(now + timedelta(seconds=off))
    assert (step_of(code, SECRET, now) is not None) is is_good


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６"])
def test_what_is_no_code_is_wrong(code: str) -> None:
    assert step_of(code, SECRET, datetime(2026, 11, 22, tzinfo=UTC)) is None


def test_an_enrolment_is_a_secret_and_its_picture() -> None:
    enrolment = enrol("alice@acme.example")
    assert read_secret(enrolment.secret) == enrolment.secret
    assert enrolment.qr_code.startswith("data:image/svg+xml")


@pytest.mark.parametrize("secret", ["", "AAAA", SECRET.lower(), SECRET + "A"])
def test_a_secret_that_was_not_given_out_is_refused(secret: str) -> None:
    with pytest.raises(InvalidInput):
        read_secret(secret)


def test_recovery_codes_are_many_different_and_read_however_they_are_typed() -> None:
    codes = mint_recovery_codes()
    assert len(set(codes)) == 10
    assert all(len(code.replace("-", "")) == 24 for code in codes)
    typed = codes[0].upper().replace("-", " ")
    assert recovery_digest(typed) == recovery_digest(codes[0])
    assert len({recovery_digest(code) for code in codes}) == 10
