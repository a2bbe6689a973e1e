"""The snippets in the documentation are the set-up kits of the web app."""

import textwrap
from pathlib import Path

import pytest

from stackspend.providers.kits import KEY_PLACEHOLDER, kits
from tests.docs.pages import ROOT

ENDPOINT = "http://127.0.0.1:8080/api/v1/public/ingest/otel/claude/CONNECTION_ID"
SHOWN = {"shell": ROOT / "README.md", "managed-settings": ROOT / "docs/getting-started.md"}


@pytest.mark.parametrize(("kit_id", "page"), SHOWN.items(), ids=SHOWN)
def test_a_page_shows_the_kit_as_the_web_app_does(kit_id: str, page: Path) -> None:
    (kit,) = (kit for kit in kits(ENDPOINT) if kit.id == kit_id)
    text = kit.text.replace(KEY_PLACEHOLDER, "INGEST_KEY")

    assert any(block in page.read_text() for block in (text, textwrap.indent(text, "   ")))
