import pytest

from stackspend.pricing import ModelName, canonical_model, read_model_name

SPELLINGS = {
    "the vendor's own id": ("claude-sonnet-4-5", "claude-sonnet-4-5", None, None),
    "long context": ("claude-sonnet-4-5[1m]", "claude-sonnet-4-5", None, None),
    "a dated snapshot": ("claude-haiku-4-5-20251001", "claude-haiku-4-5", None, None),
    "a dated snapshot with dashes": ("claude-opus-5-2026-07-24", "claude-opus-5", None, None),
    "latest": ("claude-opus-5-latest", "claude-opus-5", None, None),
    "capitals and spaces": (" Claude-Opus-5-5 ", "claude-opus-5-5", None, None),
    "a gateway with dots": ("anthropic/claude-sonnet-4.5", "claude-sonnet-4-5", None, None),
    "two gateways": ("openrouter/anthropic/claude-opus-4.6", "claude-opus-4-6", None, None),
    "version before family": ("claude-4.5-sonnet", "claude-sonnet-4-5", None, None),
    "version before family, one digit": ("claude-4-opus-20250514", "claude-opus-4", None, None),
    "Claude 3 keeps its order": ("claude-3-5-haiku-20241022", "claude-3-5-haiku", None, None),
    "Bedrock, US profile": ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5", "bedrock", "us"),
    "Bedrock, EU profile": ("eu.anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5", "bedrock", "eu"),
    "Bedrock, GovCloud": ("us-gov.anthropic.claude-sonnet-4-5-v1:0", "claude-sonnet-4-5", "bedrock", "us-gov"),
    "Bedrock, global": ("global.anthropic.claude-opus-4-6-v1:0", "claude-opus-4-6", "bedrock", "global"),
    "Bedrock, context variant": ("us.anthropic.claude-opus-4-6-v1:0:200k", "claude-opus-4-6", "bedrock", "us"),
    "Bedrock, long context": ("apac.anthropic.claude-opus-4-6-v1[1m]", "claude-opus-4-6", "bedrock", "apac"),
    "Bedrock in one region": ("anthropic.claude-opus-5-5", "claude-opus-5-5", "bedrock", "in-region"),
    "Bedrock inference profile ARN": (
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.anthropic.claude-opus-4-5-20251101-v1:0",
        "claude-opus-4-5", "bedrock", "global",
    ),
    "Bedrock foundation model ARN": (
        "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0",
        "claude-haiku-4-5", "bedrock", "eu-west-1",
    ),
    "an application profile hides its model": (
        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3",
        "a1b2c3", "bedrock", "us-east-1",
    ),
    "LiteLLM on Bedrock": ("bedrock/us.anthropic.claude-opus-4-5-v1:0", "claude-opus-4-5", "bedrock", "us"),
    "LiteLLM on Bedrock with a region": (
        "bedrock/us-east-1/anthropic.claude-opus-4-5-v1:0", "claude-opus-4-5", "bedrock", "us-east-1",
    ),
    "LiteLLM on Bedrock, plain name": ("bedrock/claude-opus-4-5", "claude-opus-4-5", "bedrock", None),
    "Vertex": ("claude-sonnet-4-5@20250929", "claude-sonnet-4-5", "vertex", None),
    "Vertex default": ("claude-opus-4-6@default", "claude-opus-4-6", "vertex", None),
    "LiteLLM on Vertex": ("vertex_ai/claude-opus-4-6", "claude-opus-4-6", "vertex", None),
    "Vertex path": (
        "projects/acme/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5@20250929",
        "claude-sonnet-4-5", "vertex", "us-east5",
    ),
    "another vendor keeps dots and dates": ("openai/gpt-4.1-2025-04-14", "gpt-4.1-2025-04-14", None, None),
    "another host stays another name": ("fireworks/kimi-k2", "fireworks/kimi-k2", None, None),
    "a company's own name": ("my-company-model-x", "my-company-model-x", None, None),
}  # fmt: skip


@pytest.mark.parametrize(("name", "model", "host", "region"), SPELLINGS.values(), ids=SPELLINGS)
def test_a_spelling_tells_the_model_and_where_it_ran(name: str, model: str, host: None, region: str | None) -> None:
    assert read_model_name(name) == ModelName(model, host, region)


@pytest.mark.parametrize("name", [spelling[0] for spelling in SPELLINGS.values()])
def test_a_canonical_name_is_its_own_canonical_name(name: str) -> None:
    assert canonical_model(canonical_model(name)) == canonical_model(name)
