"""What the domain asks of a ledger store. `stackspend.store.ledger` makes it real; one contract suite holds for all."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from stackspend.ledger.activity import Activity
from stackspend.ledger.line_item import LineItem
from stackspend.ledger.link import Link
from stackspend.ledger.observation import Group, Observation
from stackspend.ledger.raw_batch import ReadBatch
from stackspend.ledger.standing import Standing


class LedgerStore(Protocol):
    """Appending the same rows again changes nothing: identities are deterministic and copies are removed on reading."""

    def append_batches(self, batches: Sequence[ReadBatch]) -> None:
        """Keep raw batches."""

    def append_observations(self, organization_id: UUID, observations: Sequence[Observation]) -> None:
        """Keep every sighting of every observation."""

    def append_activity(self, organization_id: UUID, activity: Sequence[Activity]) -> None:
        """Keep activity; of one identity the highest rank holds."""

    def append_links(self, organization_id: UUID, links: Iterable[Link]) -> None:
        """Keep identity links."""

    def undisputed(self, organization_id: UUID, groups: Iterable[Group]) -> set[Group]:
        """Those of these groups of which `is_undisputed` holds; a store may leave out some."""

    def standings(
        self, organization_id: UUID, groups: Iterable[Group], new: Collection[UUID]
    ) -> Mapping[Group, Standing]:
        """Where these groups stand, seen from the new batches: what `standing_of` says of each."""

    def observations_of(self, organization_id: UUID, groups: Iterable[Group]) -> Mapping[Group, list[Observation]]:
        """The observations of these groups, one for each identity, the first that arrived."""

    def book(self, items: Sequence[LineItem]) -> None:
        """Write line items; of one id the highest version holds."""
