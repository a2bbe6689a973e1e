"""The organization that a command is about, in the open catalog of the settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from stackspend.access.organizations import Organization, choose_organization
from stackspend.errors import InvalidInput
from stackspend.settings import Settings
from stackspend.store.catalog import Catalog


class OpenOrganization(msgspec.Struct, frozen=True):
    """An organization beside the catalog that holds it."""

    catalog: Catalog
    organization: Organization


@asynccontextmanager
async def open_organization(settings: Settings, name: str | None) -> AsyncIterator[OpenOrganization]:
    """The organization of this name, or without a name the only one; see `choose_organization` for what it raises."""
    catalog = await Catalog.open(settings.catalog_url)
    try:
        yield OpenOrganization(catalog, choose_organization(await catalog.organizations(), name))
    finally:
        await catalog.close()


def read_file(path: Path) -> bytes:
    """The bytes of a file that the command line names. Raises InvalidInput when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidInput(f"The file {path} cannot be read: {error.strerror}.") from error
