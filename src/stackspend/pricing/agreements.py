"""What keeps an organization's price overrides, and what a new set of them changes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

import msgspec

from stackspend.actor import Actor
from stackspend.pricing.overrides import Override


class OverrideChange(msgspec.Struct, frozen=True, kw_only=True):
    """From one set of overrides to another; one that differs in anything is removed and added."""

    added: list[Override]
    removed: list[Override]
    unchanged: int


def change_between(before: Iterable[Override], after: Iterable[Override]) -> OverrideChange:
    """What has to be done to `before`."""
    old, new = list(before), list(after)
    added = [override for override in new if override not in old]
    return OverrideChange(
        added=added,
        removed=[override for override in old if override not in new],
        unchanged=len(new) - len(added),
    )


@runtime_checkable  # Litestar checks what it injects
class OverrideCatalog(Protocol):
    """The overrides of one organization, in the order in which they were given."""

    async def price_overrides(self, organization_id: UUID) -> list[Override]:
        """All of them, of whatever time."""

    async def replace_price_overrides(
        self, organization_id: UUID, overrides: Iterable[Override], *, by: Actor, at: datetime, dry_run: bool = False
    ) -> OverrideChange:
        """These and no others, in one transaction; A dry run writes nothing.

        Whether they contradict each other is for `PriceList.with_overrides` to say before.
        """
