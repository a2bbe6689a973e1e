"""What keeps an organization's mapping rules."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from stackspend.actor import Actor
from stackspend.ledger.mapping import MappingRule
from stackspend.ledger.mapping_change import MappingChange, Subject, WrittenRule


@runtime_checkable  # Litestar checks what it injects
class MappingCatalog(Protocol):
    """The rules of one organization, in the order of `in_order`.

    What writes raises InvalidInput when the organization would have too many rules.
    """

    async def mapping_rules(self, organization_id: UUID) -> list[MappingRule]:
        """Those that hold."""

    async def written_rules(self, organization_id: UUID) -> list[WrittenRule]:
        """The same with when and by whom each was written."""

    async def replace_mapping_rules(
        self, organization_id: UUID, rules: Iterable[MappingRule], *, by: Actor, at: datetime, dry_run: bool = False
    ) -> MappingChange:
        """These and no others, in one transaction; a rule that stays as it was keeps its author.

        A dry run writes nothing and answers the same.
        """

    async def set_mapping_rule(
        self, organization_id: UUID, rule: MappingRule, *, by: Actor, at: datetime
    ) -> MappingChange:
        """Add one, or put it in the place of the one that goes by the same."""

    async def remove_mapping_rule(
        self, organization_id: UUID, subject: Subject, *, by: Actor, at: datetime
    ) -> MappingRule | None:
        """Forget the rule that goes by this; `None` when there is none."""
