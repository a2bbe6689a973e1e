"""What `stackspend init` and a first start want to exist, and what of it had to be created."""

from typing import Literal

import msgspec

from stackspend.access.members import Member
from stackspend.access.minting import MintedKey, mint_key
from stackspend.access.names import read_email, read_name
from stackspend.access.scopes import READ_SCOPES, USAGE_WRITE
from stackspend.providers.connections import Connection
from stackspend.providers.types import read_provider_type

Thing = Literal["organization", "owner", "provider", "ingest_key", "api_key"]


class SetUp(msgspec.Struct, frozen=True, kw_only=True):
    """What should exist: an organization by its name, an owner by e-mail, a provider by type and name."""

    organization: str
    email: str
    provider_type: str
    provider_name: str


class SetUpOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What exists now; `created` names what did not before."""

    owner: Member
    connection: Connection
    created: frozenset[Thing]


def read_set_up(*, organization: str, email: str, provider: str, name: str) -> SetUp:
    """What a person asked for, checked; raises `InvalidInput`."""
    return SetUp(
        organization=read_name(organization, of="the organization"),
        email=read_email(email),
        provider_type=read_provider_type(provider).type,
        provider_name=read_name(name, of="the provider"),
    )


def mint_ingest_key(provider_name: str) -> MintedKey:
    """The key that a new provider's senders use."""
    return mint_key(f"Ingest for {provider_name}", frozenset({USAGE_WRITE}))


def mint_reading_key() -> MintedKey:
    """The key of automation that reads: all read scopes and nothing else."""
    return mint_key("Read everything", READ_SCOPES)
