"""The types of the web app are those of the application."""

from tools.openapi import WRITTEN, described


def test_the_web_app_knows_the_api_as_it_is() -> None:
    assert WRITTEN.read_bytes() == described(), "The API has changed: run `make types`, and commit what it writes."
