"""Where a group stands, in a few numbers: enough to know that an event can be booked without reading the whole group.

Most of the time the events account for everything that the metrics saw. Then nothing but the new events is due, however
long the session is. A store may answer this with sums of its own; it must agree with `standing_of`.
"""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import xor
from uuid import UUID

import msgspec

from stackspend.ledger.cover import uncovered
from stackspend.ledger.observation import Evidence, Observation
from stackspend.ledger.reconcile import QUANTITIES, cells_of, unique


class Standing(msgspec.Struct, frozen=True):
    """A group, seen from a few new batches. `known` is how many distinct observations it has.

    `digest` is of the first sightings of all its observations and `older_digest` of those outside the new batches:
    equal digests mean equal sets, within one store. `older` counts the observations that also arrived outside the new
    batches, though perhaps later than in them, and `older_open` those of them whose bookings the new ones may change.
    `accounted` says that the events state
    their costs and account for all that metrics saw, and that there are no spans. `repeated` are the events that came
    in a new batch, but not for the first time.
    """

    known: int
    digest: int
    older_digest: int
    older: int
    older_open: int
    accounted: bool
    repeated: frozenset[UUID]


def standing_of(sightings: Iterable[Observation], new: Collection[UUID]) -> Standing:
    """The standing of one group, from all sightings of its observations."""
    arrived = list(sightings)
    first = unique(arrived)
    older = [seen for seen in first if seen.sighting.batch_id not in new]
    came_again = {seen.identity for seen in arrived if seen.sighting.batch_id in new}
    came_before = {seen.identity for seen in arrived if seen.sighting.batch_id not in new}
    open_ = [seen for seen in first if not seen.is_settled]
    return Standing(
        known=len(first),
        digest=_digest(first),
        older_digest=_digest(older),
        older=len(came_before),
        older_open=sum(seen.identity in came_before for seen in open_),
        accounted=_accounted(first),
        repeated=frozenset(
            seen.identity for seen in older if seen.evidence is Evidence.EVENT and seen.identity in came_again
        ),
    )


def is_undisputed(sightings: Iterable[Observation]) -> bool:
    """Whether nothing was seen of a group but events that state their costs, each once: then each is booked as it is,
    and nothing that was booked before changes."""
    arrived = list(sightings)
    return all(seen.is_settled for seen in arrived) and len({seen.identity for seen in arrived}) == len(arrived)


def _digest(seen: Iterable[Observation]) -> int:
    return reduce(xor, (hash((one.identity, one.sighting.batch_id, one.sighting.position)) for one in seen), 0)


def _accounted(first: Collection[Observation]) -> bool:
    events = [seen for seen in first if seen.evidence is Evidence.EVENT]
    if any(seen.evidence is Evidence.SPAN for seen in first) or any(event.usage.cost is None for event in events):
        return False
    cells = cells_of(seen for seen in first if seen.evidence is Evidence.METRIC)
    return not any(any(uncovered(cells, events, quantity)) for quantity in QUANTITIES)
