"""`stackspend init`: create an organization, its owner, a provider and keys, as far as they are missing.

The JSON is an interface that automation depends on: keys may be added, none may change or go.
"""

import asyncio
import os
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from cyclopts import Parameter

from stackspend.access.set_up import SetUp, mint_ingest_key, mint_reading_key, read_set_up
from stackspend.access.sign_in import new_sign_in_url
from stackspend.actor import COMMAND_LINE
from stackspend.cli.terminal import complain, say
from stackspend.providers.connections import endpoint
from stackspend.settings import Settings, read_settings
from stackspend.store.catalog import Catalog


class InitProvider(msgspec.Struct, frozen=True, kw_only=True):
    """The provider, and where its senders send to."""

    type: str
    connection_id: UUID
    endpoint: str


class InitAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What exists now. A key is `None` when it existed before: only its hash is stored, so it cannot be shown again."""

    organization_id: UUID
    provider: InitProvider
    ingest_key: str | None
    api_key: str | None
    sign_in_url: str
    changed: bool


def init(
    *,
    organization: str,
    email: str,
    provider: str = "claude",
    name: str = "Claude",
    data_dir: str | None = None,
    host: str | None = None,
    port: str | None = None,
    public_url: str | None = None,
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
) -> None:
    """Create an organization, its owner, a provider and keys, as far as they are missing.

    Works before the first start and beside a running server; run again, it changes nothing.

    Parameters
    ----------
    organization
        The name of the organization.
    email
        The e-mail address of its owner, whom the printed link signs in.
    provider
        The type of the provider.
    name
        The name of the provider.
    data_dir
        The folder of the embedded stores; the same as STACKSPEND_DATA_DIR.
    host
        The address that the server listens on, which the printed endpoint begins with; as for `serve`.
    port
        The port that the server listens on; as for `serve`.
    public_url
        The address by which browsers and senders reach the server; the same as STACKSPEND_PUBLIC_URL.
    as_json
        Print one JSON object instead of text.
    """
    wanted = read_set_up(organization=organization, email=email, provider=provider, name=name)
    settings = read_settings(os.environ, data_dir=data_dir, host=host, port=port, public_url=public_url)
    answer = asyncio.run(create_missing(wanted, settings, now=datetime.now(UTC)))
    say(msgspec.json.encode(answer).decode() if as_json else _tell(answer))
    if not answer.changed:
        complain("Nothing changed: all of this exists already.")
    if answer.ingest_key is None or answer.api_key is None:
        complain("Keys that exist cannot be shown again; create new ones under Settings – API Keys.")


async def create_missing(wanted: SetUp, settings: Settings, *, now: datetime) -> InitAnswer:
    """Create what is missing in the catalog of `settings`, and a fresh sign-in link in any case."""
    ingest, reading = mint_ingest_key(wanted.provider_name), mint_reading_key()
    catalog = await Catalog.open(settings.catalog_url)
    try:
        outcome = await catalog.set_up(wanted, ingest_key=ingest.key, reading_key=reading.key, by=COMMAND_LINE, at=now)
        url = await new_sign_in_url(catalog, outcome.owner, public_url=settings.public_url, by=COMMAND_LINE, now=now)
    finally:
        await catalog.close()
    connection = outcome.connection
    return InitAnswer(
        organization_id=outcome.owner.organization_id,
        provider=InitProvider(
            type=connection.type,
            connection_id=connection.connection_id,
            endpoint=endpoint(settings.public_url, type_name=connection.type, connection_id=connection.connection_id),
        ),
        ingest_key=ingest.secret if "ingest_key" in outcome.created else None,
        api_key=reading.secret if "api_key" in outcome.created else None,
        sign_in_url=url,
        changed=bool(outcome.created),
    )


def _tell(answer: InitAnswer) -> str:
    existing = "(exists already)"
    return "\n".join(
        (
            f"Organization  {answer.organization_id}",
            f"Provider      {answer.provider.connection_id}",
            f"Endpoint      {answer.provider.endpoint}",
            f"Ingest key    {answer.ingest_key or existing}",
            f"API key       {answer.api_key or existing}",
            f"Sign in       {answer.sign_in_url}  (once, within 24 hours)",
        )
    )
