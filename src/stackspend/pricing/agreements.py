"""What keeps an organization's price overrides, and what a new set of them changes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

import msgspec

from stackspend.actor import Actor
from stackspend.errors import Conflict
from stackspend.pricing.overrides import Override
from stackspend.pricing.price_list import PriceList


class OverrideChange(msgspec.Struct, frozen=True, kw_only=True):
    """From one set of overrides to another; one that differs in anything is removed and added."""

    added: list[Override]
    removed: list[Override]
    unchanged: int


class WrittenOverride(msgspec.Struct, frozen=True, kw_only=True):
    """An override, and when and by whom it was written as it is now."""

    override: Override
    created_at: datetime
    created_by: str


def rewritten(overrides: Sequence[Override], before: Override | None, after: Override | None) -> list[Override]:
    """The overrides with `after` in the place of `before`; one of them may be None, to add or to remove.

    Raises Conflict if `before` is not among them, and InvalidInput if `after` contradicts another.
    """
    if before is not None and before not in overrides:
        raise Conflict(f"The price of {before.model} was changed by somebody else meanwhile: load the prices again.")
    others = [override for override in overrides if override != before]
    place = len(others) if before is None else overrides.index(before)
    found = [*others[:place], *([after] if after else []), *others[place:]]
    PriceList((), overrides=found)  # refuses those that contradict each other
    return found


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

    async def written_overrides(self, organization_id: UUID) -> list[WrittenOverride]:
        """All of them with when and by whom each was written."""

    async def rewrite_price_override(
        self, organization_id: UUID, before: Override | None, after: Override | None, *, by: Actor, at: datetime
    ) -> OverrideChange:
        """What `rewritten` makes of them, while nobody else writes. Raises what it raises."""
