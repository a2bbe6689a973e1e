"""Each promise of the page about security names tests that there are."""

import re

from tests.docs.pages import ROOT

PAGE = (ROOT / "docs/security.md").read_text()
PROMISES = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| Promise")]


def test_a_promise_names_tests_that_exist() -> None:
    nowhere = [row for row in PROMISES if "`tests/" not in row and "the same" not in row]
    named = re.findall(r"`((?:tests|ui)/[^`]+)`", PAGE)
    assert nowhere == []
    assert [path for path in named if not (ROOT / path).exists()] == []
