"""What may be a password, and how one is kept and checked."""

import pytest
from argon2 import extract_parameters

from stackspend.access.passwords import NOBODYS, PasswordWork, read_new_password
from stackspend.errors import InvalidInput
from tests.quick_passwords import QuickWork

ABOUT = ("alice@acme.example", "Alice Liddell", "Acme Rockets")


@pytest.mark.parametrize(
    "password", ["vivid otter climbs", "correct horse battery staple", "пароль из слов", "g" + "x7Kq!" * 40]
)
def test_what_is_long_and_unforeseen_may_be_one(password: str) -> None:
    assert read_new_password(password, about=ABOUT) == password


@pytest.mark.parametrize(
    ("password", "why"),
    [
        pytest.param("x7Kq!9zW_p4", "has 11 characters; 12 are the least", id="short"),
        pytest.param("x" * 257, "has 257 characters; 256 are the most", id="endless"),
        pytest.param("password1234", "too easy to guess", id="common"),
        pytest.param("qwertyuiop12", "too easy to guess", id="a row of the keyboard"),
        pytest.param("aaaaaaaaaaaaaaaa", "too easy to guess", id="one letter"),
        pytest.param("Alice@Acme.example", "is your e-mail address or name", id="the e-mail address"),
        pytest.param("acmerockets1", "too easy to guess", id="the organization"),
    ],
)
def test_what_others_would_try_is_refused_with_the_reason(password: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why) as refused:
        read_new_password(password, about=ABOUT)
    assert password not in refused.value.message


@pytest.fixture(params=[PasswordWork, QuickWork])
def work(request: pytest.FixtureRequest) -> PasswordWork:
    """The real work, or the fake that other tests use in its place."""
    made: PasswordWork = request.param()
    return made


async def test_what_is_kept_took_work_and_does_not_hold_the_password() -> None:
    kept = await PasswordWork().hash("vivid otter climbs")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert "otter" not in kept


async def test_only_the_same_password_is_right(work: PasswordWork) -> None:
    kept = await work.hash("vivid otter climbs")
    assert [await work.is_right(one, kept) for one in ("vivid otter climbs", "Vivid otter climbs", "")] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("kept", [None, "", "no hash at all"])
async def test_nothing_is_right_where_nothing_was_kept(work: PasswordWork, kept: str | None) -> None:
    assert not await work.is_right("a password that nobody has", kept)


async def test_the_same_password_is_kept_differently_each_time(work: PasswordWork) -> None:
    assert await work.hash("vivid otter climbs") != await work.hash("vivid otter climbs")


async def test_what_is_checked_for_nobody_takes_as_long_as_what_is_kept() -> None:
    kept = await PasswordWork().hash("five unrelated words of mine")

    assert extract_parameters(NOBODYS) == extract_parameters(kept)
