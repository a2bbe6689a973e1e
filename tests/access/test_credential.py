"""Secrets: their shape, and what a mistyped one looks like without asking any store."""

import hashlib
import re
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackspend.access import credential, keys
from stackspend.access.credential import Kind

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def test_a_key_is_its_prefix_43_digits_and_a_checksum_of_6() -> None:
    assert re.fullmatch(r"ss_live_[0-9A-Za-z]{43}[0-9A-Za-z]{6}", keys.mint())


def test_the_checksum_is_the_crc32_of_all_before_it_in_base62() -> None:
    secret = keys.mint()
    value = 0
    for digit in secret[-6:]:
        value = 62 * value + ALPHABET.index(digit)
    assert value == zlib.crc32(secret[:-6].encode())


def test_two_keys_never_share_a_secret() -> None:
    assert len({keys.mint() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_minted_is_well_formed_for_its_own_kind_only(kind: Kind) -> None:
    secret = credential.mint(kind)
    assert [credential.is_well_formed(secret, other) for other in Kind] == [other == kind for other in Kind]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda key: key[:-1], id="its last character was not copied"),
        pytest.param(lambda key: key + "0", id="one character too many"),
        pytest.param(lambda key: " " + key, id="a space before it"),
        pytest.param(lambda key: key[:9] + ("a" if key[9] != "a" else "b") + key[10:], id="one digit mistyped"),
        pytest.param(lambda key: key[:8] + key[9] + key[8] + key[10:] if key[8] != key[9] else "", id="two swapped"),
        pytest.param(lambda key: key.replace("ss_live_", "ss_test_"), id="another prefix"),
        pytest.param(lambda key: key[:-1] + "é", id="a character that is not ASCII"),
        pytest.param(lambda _: "ss_live_", id="only the prefix"),
        pytest.param(lambda _: "", id="nothing"),
    ],
)
def test_a_spoilt_key_is_recognized_offline(spoil: Callable[[str], str]) -> None:
    assert not keys.is_well_formed(spoil(keys.mint()))


@given(st.text())
def test_no_text_makes_the_check_fail(text: str) -> None:
    assert keys.is_well_formed(text) is False


def test_stores_know_a_secret_by_its_sha_256() -> None:
    assert credential.digest("ss_live_x") == hashlib.sha256(b"ss_live_x").digest()


def test_four_digits_of_a_key_may_be_shown() -> None:
    secret = keys.mint()
    assert keys.shown_prefix(secret) == "ss_live_" + secret[8:12]
