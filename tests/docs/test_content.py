"""The page on ingest names every attribute whose text is removed."""

from stackspend.sources.content import CONTENT
from tests.docs.pages import ROOT

INGEST = (ROOT / "docs" / "ingest.md").read_text()


def test_every_attribute_is_named() -> None:
    assert [key for keys in CONTENT.values() for key in keys if f"`{key}`" not in INGEST] == []
