"""Programs before the public API, each with a key of its own."""

from typing import Any
from uuid import UUID

from stackspend.access.minting import mint_key
from stackspend.actor import COMMAND_LINE
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import NOON, Client


class Program:
    """Asks with one key; the paths are those below `/api/v1/public`."""

    def __init__(self, client: Client, secret: str) -> None:
        self._client = client
        self._secret = secret

    async def ask(self, method: str, path: str, **given: Any) -> Any:
        headers = {"X-API-Key": self._secret, **given.pop("headers", {})}
        return await self._client.request(method, f"/api/v1/public{path}", headers=headers, **given)


async def program(client: Client, catalog: Catalog, organization_id: UUID, *scopes: str) -> Program:
    """A program of the organization whose key, named CI, carries these scopes."""
    minted = mint_key("CI", frozenset(scopes))
    await catalog.add_key(organization_id, minted.key, by=COMMAND_LINE, at=NOON)
    return Program(client, minted.secret)
