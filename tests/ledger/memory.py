"""A ledger store in dictionaries, which passes the same contract as the real one (tests/store/ledger)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from stackspend.ledger.activity import Activity
from stackspend.ledger.line_item import LineItem
from stackspend.ledger.link import Link
from stackspend.ledger.observation import Group, Observation
from stackspend.ledger.raw_batch import ReadBatch
from stackspend.ledger.standing import Standing, is_undisputed, standing_of


class MemoryLedger:
    """Keeps what it is given, under the keys that the real tables are sorted by."""

    def __init__(self) -> None:
        self.batches: dict[tuple[UUID, UUID], ReadBatch] = {}
        self.links: set[tuple[UUID, Link]] = set()
        self._sightings: dict[tuple[UUID, Group], dict[tuple[UUID, UUID, int], Observation]] = defaultdict(dict)
        self._items: dict[tuple[UUID, date, UUID], LineItem] = {}
        self._activity: dict[tuple[UUID, str, UUID], Activity] = {}

    def append_batches(self, batches: Sequence[ReadBatch]) -> None:
        self.batches |= {(batch.raw.organization_id, batch.raw.batch_id): batch for batch in batches}

    def append_observations(self, organization_id: UUID, observations: Sequence[Observation]) -> None:
        for seen in observations:
            place = (seen.identity, seen.sighting.batch_id, seen.sighting.position)
            self._sightings[organization_id, seen.group][place] = seen

    def append_activity(self, organization_id: UUID, activity: Sequence[Activity]) -> None:
        for counted in activity:
            key = (organization_id, counted.kind, counted.identity)
            if key not in self._activity or counted.rank >= self._activity[key].rank:
                self._activity[key] = counted

    def append_links(self, organization_id: UUID, links: Iterable[Link]) -> None:
        self.links |= {(organization_id, link) for link in links}

    def undisputed(self, organization_id: UUID, groups: Iterable[Group]) -> set[Group]:
        return {group for group in groups if is_undisputed(self._sightings[organization_id, group].values())}

    def standings(
        self, organization_id: UUID, groups: Iterable[Group], new: Collection[UUID]
    ) -> Mapping[Group, Standing]:
        arrived = {group: self._sightings[organization_id, group] for group in groups}
        return {group: standing_of(seen.values(), new) for group, seen in arrived.items() if seen}

    def observations_of(self, organization_id: UUID, groups: Iterable[Group]) -> Mapping[Group, list[Observation]]:
        arrived = {group: self._sightings[organization_id, group] for group in groups}
        return {group: _first_of_each(seen.values()) for group, seen in arrived.items() if seen}

    def book(self, items: Sequence[LineItem]) -> None:
        for item in items:
            # As in ClickHouse, the day is part of the key: a line item must never change it.
            key = (item.organization_id, item.usage_date, item.id)
            if key not in self._items or item.version >= self._items[key].version:
                self._items[key] = item

    def line_items(self, organization_id: UUID) -> list[LineItem]:
        """The rows that hold, booked and superseded."""
        return [item for item in self._items.values() if item.organization_id == organization_id]

    def sightings(self, organization_id: UUID) -> list[Observation]:
        """Every arrival of every observation."""
        return [
            one for (owner, _), seen in self._sightings.items() if owner == organization_id for one in seen.values()
        ]

    def activity(self, organization_id: UUID) -> list[Activity]:
        """The activity that holds."""
        return [counted for key, counted in self._activity.items() if key[0] == organization_id]


def _first_of_each(arrived: Iterable[Observation]) -> list[Observation]:
    first: dict[UUID, Observation] = {}
    for seen in sorted(arrived, key=_arrival):
        first.setdefault(seen.identity, seen)
    return list(first.values())


def _arrival(seen: Observation) -> tuple[object, ...]:
    return seen.sighting.received_at, seen.sighting.batch_id, seen.sighting.position
