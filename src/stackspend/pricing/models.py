"""A model name as a client, a cloud or a gateway spells it -> the model, where it ran, and in which region."""

import re
from functools import lru_cache
from typing import Literal

import msgspec

Host = Literal["bedrock", "vertex"]


class ModelName(msgspec.Struct, frozen=True):
    """`host` and `region` are `None` where the name does not tell them."""

    model: str
    host: Host | None = None
    region: str | None = None


# Path segments that name a route and not another seller of the model: "bedrock/us-east-1/anthropic.claude-…",
# "vertex_ai/claude-…", "openrouter/anthropic/claude-…". A name under any other path keeps it, and stays unknown:
# somebody else's hosting has somebody else's price.
_ROUTES = frozenset({
    "anthropic", "azure_ai", "bedrock", "converse", "gemini", "google", "invoke", "litellm", "openai", "openrouter",
    "vertex", "vertex_ai",
})  # fmt: skip
_CLOUD_REGION = re.compile(r"[a-z]{2,}(-[a-z]+)+-?\d+")
_BEDROCK_ARN = re.compile(r"arn:aws[a-z-]*:bedrock:(?P<region>[a-z0-9-]*):\d*:[a-z-]+/(?P<id>.+)")
_BEDROCK_ID = re.compile(r"(?:(?P<geography>[a-z]+(?:-gov)?)\.)?anthropic\.(?P<id>claude.+)")
_BEDROCK_VERSION = re.compile(r"-v\d+(:\d+)*(:\d+[km])?$")
_VERTEX_PATH = re.compile(r"projects/[^/]+/locations/(?P<region>[^/]+)/publishers/anthropic/models/(?P<id>.+)")
_CONTEXT_SUFFIX = re.compile(r"\[[^\]]*\]$")
_CLAUDE_SUFFIX = re.compile(r"-(latest|20\d{6}|20\d\d-\d\d-\d\d)$")
_VERSION_FIRST = re.compile(r"claude-(?P<version>[4-9](?:-\d)?)-(?P<family>[a-z]+)$")


@lru_cache(maxsize=4096)
def read_model_name(name: str) -> ModelName:
    """What the name tells. The bare name of an unknown model comes back as it is, in lower case, without `[1m]`."""
    text = _CONTEXT_SUFFIX.sub("", name.strip().lower())
    if arn := _BEDROCK_ARN.fullmatch(text):
        return _bedrock(arn["id"], arn["region"] or None)
    if path := _VERTEX_PATH.fullmatch(text):
        return ModelName(_plain(path["id"].partition("@")[0]), "vertex", path["region"])
    *routes, last = text.split("/")
    if not all(route in _ROUTES or _CLOUD_REGION.fullmatch(route) for route in routes):
        return ModelName(text)
    region = next((route for route in routes if _CLOUD_REGION.fullmatch(route)), None)
    if _BEDROCK_ID.fullmatch(last) or "bedrock" in routes:
        return _bedrock(last, region)
    bare, at, _ = last.partition("@")
    if at or any(route.startswith("vertex") for route in routes):
        return ModelName(_plain(bare), "vertex", region)
    return ModelName(_plain(bare), None, region)


def canonical_model(name: str) -> str:
    """The one name under which the price list knows a model, e.g. `claude-haiku-4-5` for
    `us.anthropic.claude-haiku-4-5-20251001-v1:0`."""
    return read_model_name(name).model


def _bedrock(identifier: str, region: str | None) -> ModelName:
    """An inference profile's geography (`us.`, `global.`) says more than the region that was called.

    Without a geography the model runs in one region, which bears the regional price:
    https://platform.claude.com/docs/en/build-with-claude/claude-in-amazon-bedrock
    """
    match = _BEDROCK_ID.fullmatch(identifier)
    if match is None:
        return ModelName(_plain(_BEDROCK_VERSION.sub("", identifier)), "bedrock", region)
    return ModelName(
        _plain(_BEDROCK_VERSION.sub("", match["id"])), "bedrock", match["geography"] or region or "in-region"
    )


def _plain(model: str) -> str:
    """Only Claude's names are unified; elsewhere a date or a dot may tell two models of different price apart."""
    if not model.startswith("claude-"):
        return model
    model = _CLAUDE_SUFFIX.sub("", model.replace(".", "-"))
    return _VERSION_FIRST.sub(r"claude-\g<family>-\g<version>", model)
