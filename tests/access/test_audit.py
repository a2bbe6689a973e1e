"""What an audit entry keeps of a change."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from stackspend.access.audit import MOST_LISTED, difference


def test_only_the_fields_that_differ_are_kept() -> None:
    before, after = difference({"name": "Acme", "basis": "list"}, {"name": "Acme Inc", "basis": "list"})
    assert (before, after) == ({"name": "Acme"}, {"name": "Acme Inc"})


def test_of_what_is_new_or_gone_everything_is_kept() -> None:
    assert difference(None, {"name": "Acme"}) == (None, {"name": "Acme"})
    assert difference({"name": "Acme"}, None) == ({"name": "Acme"}, None)


def test_amounts_and_instants_are_kept_as_text() -> None:
    _, after = difference(None, {"limit": Decimal("12.50"), "until": datetime(2026, 11, 22, tzinfo=UTC)})
    assert after == {"limit": "12.50", "until": "2026-11-22T00:00:00Z"}


def test_a_long_list_is_cut_and_says_so() -> None:
    _, after = difference(None, {"rules": list(range(MOST_LISTED + 7))})
    assert after == {"rules": [*range(MOST_LISTED), "… and 7 more"]}


@pytest.mark.parametrize("name", ["secret", "password", "digest", "totp_secret"])
def test_a_secret_is_never_kept(name: str) -> None:
    with pytest.raises(ValueError, match=f"The field {name} must not be in the audit"):
        difference(None, {name: "x"})
