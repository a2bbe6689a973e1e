"""The types of provider that can be added, in one list."""

import msgspec

from stackspend.errors import InvalidInput


class ProviderType(msgspec.Struct, frozen=True):
    """One type; `aliases` are other spellings that endpoints may carry."""

    type: str
    title: str
    description: str
    aliases: tuple[str, ...]


PROVIDER_TYPES: tuple[ProviderType, ...] = (
    ProviderType(
        type="claude",
        title="Claude (OTel)",
        description="Estimated cost by user, session, model and skill from Claude Code, Cowork and Office agents, "
        "sent by the clients themselves over OpenTelemetry. An estimate, not an invoice.",
        aliases=("claude-code",),
    ),
)


def provider_type(name: str) -> ProviderType | None:
    """The type that `name` or one of its aliases spells; `None` when there is none."""
    return next((known for known in PROVIDER_TYPES if name in {known.type, *known.aliases}), None)


def read_provider_type(name: str) -> ProviderType:
    """The same for what a person asked for: raises `InvalidInput` that lists the types."""
    found = provider_type(name)
    if found is None:
        raise InvalidInput(f"There is no provider type {name!r}; choose {' or '.join(t.type for t in PROVIDER_TYPES)}.")
    return found
