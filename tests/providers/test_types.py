"""Provider types and endpoints."""

from uuid import UUID

import pytest

from stackspend.errors import InvalidInput
from stackspend.providers.connections import endpoint
from stackspend.providers.types import provider_type, read_provider_type


@pytest.mark.parametrize("name", ["claude", "claude-code"])
def test_claude_answers_to_both_its_names(name: str) -> None:
    found = provider_type(name)
    assert found is not None
    assert found.type == "claude"


def test_an_unknown_type_is_refused_with_those_that_exist() -> None:
    assert provider_type("codex") is None
    with pytest.raises(InvalidInput, match="There is no provider type 'codex'; choose claude"):
        read_provider_type("codex")


def test_the_endpoint_is_the_base_to_which_exporters_append_the_signal() -> None:
    connection_id = UUID("6f1d4a1e-0000-4000-8000-000000000001")
    assert endpoint("https://spend.example.com", type_name="claude", connection_id=connection_id) == (
        "https://spend.example.com/api/v1/public/ingest/otel/claude/6f1d4a1e-0000-4000-8000-000000000001"
    )
