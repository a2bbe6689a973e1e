"""The price list of each organization: the packaged one with its overrides, kept fresh while the server runs."""

import asyncio
from typing import Protocol
from uuid import UUID

import structlog

from stackspend.access.organizations import Organization
from stackspend.errors import StackSpendError
from stackspend.pricing import Override, PriceList

log = structlog.get_logger()

REFRESH_SECONDS = 5.0


class AgreementCatalog(Protocol):
    """Who has overrides, and which."""

    async def organizations(self) -> list[Organization]:
        """Every organization of this server."""

    async def price_overrides(self, organization_id: UUID) -> list[Override]:
        """Those of one, of whatever time."""


class OrganizationPrices:
    """The lists; an organization without overrides goes by the packaged one."""

    def __init__(self, catalog: AgreementCatalog, packaged: PriceList) -> None:
        self._catalog = catalog
        self._packaged = packaged
        self._lists: dict[UUID, PriceList] = {}

    def of(self, organization_id: UUID) -> PriceList:
        """The list that prices this organization's usage now."""
        return self._lists.get(organization_id, self._packaged)

    async def refresh(self) -> None:
        """Read the overrides of all organizations; a list that did not change stays the same object."""
        lists = {}
        for organization in await self._catalog.organizations():
            overrides = tuple(await self._catalog.price_overrides(organization.id))
            if overrides:
                known = self._lists.get(organization.id)
                same = known is not None and known.overrides == overrides
                lists[organization.id] = known if known and same else self._packaged.with_overrides(overrides)
        self._lists = lists

    async def run(self) -> None:
        """Refresh until cancelled."""
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            try:
                await self.refresh()
            except StackSpendError as error:
                log.warning("prices_not_refreshed", reason=error.message)
