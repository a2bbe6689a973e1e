"""Decide what is booked of a group's observations: one session and one model, every dollar and token once.

Events count as they are. Metrics count the same requests a second time, so only what they saw beyond the events is
booked, as metric-only bookings at the time the metrics saw it. Spans count where there is neither. See README.md.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, localcontext
from itertools import accumulate, pairwise
from uuid import UUID

import msgspec

from stackspend.ledger.cover import Cell, uncovered
from stackspend.ledger.observation import TOKEN_KINDS, Evidence, Observation, Usage, identity_hash, usage_of
from stackspend.money import EXACT, USD_PLACES

QUANTITIES = ("cost", *TOKEN_KINDS)


class Booking(msgspec.Struct, frozen=True, gc=False):
    """What is booked of one observation, or of one cell of metric points.

    `identity` names the booking; `observation` is the event or span, or the first point of the cell; `usage` is what is
    booked and `stated` what was said: where they differ, better evidence covers the difference. `settled` says that no
    further observation of the group can change it. `cost_from_metrics` says that an event without a cost took what the
    metrics saw.
    """

    identity: UUID
    observation: Observation
    usage: Usage
    stated: Usage
    settled: bool = False
    cost_from_metrics: bool = False

    @property
    def superseded(self) -> bool:
        """Whether nothing of it is booked: better evidence covers it, or a cumulative series only repeats itself.

        An event is a request, and counts as one even when it cost nothing.
        """
        if self.observation.evidence is Evidence.EVENT:
            return False
        return not any(getattr(self.usage, quantity) for quantity in QUANTITIES)


def unique(observations: Iterable[Observation]) -> list[Observation]:
    """One observation for each identity, the one that arrived first, in the order of their times."""
    first: dict[UUID, Observation] = {}
    for seen in observations:
        other = first.setdefault(seen.identity, seen)
        if other is not seen and _arrival(seen) < _arrival(other):
            first[seen.identity] = seen
    return sorted(first.values(), key=lambda seen: (seen.time, seen.identity))


def _arrival(seen: Observation) -> tuple[object, ...]:
    return seen.sighting.received_at, seen.sighting.batch_id, seen.sighting.position


def reconcile(observations: Iterable[Observation]) -> list[Booking]:
    """The bookings of one group: of every event and span, and of every cell of its metric points, covered or not."""
    known = unique(observations)
    events = [seen for seen in known if seen.evidence is Evidence.EVENT]
    spans = [seen for seen in known if seen.evidence is Evidence.SPAN]
    with localcontext(EXACT):
        cells = cells_of([seen for seen in known if seen.evidence is Evidence.METRIC])
        booked_events, costs = _share_cost(events, cells)
        booked_cells = _book_cells(cells, events, costs)
    counted_already = bool(events or cells)
    booked_spans = [Booking(s.identity, s, _covered(s.usage) if counted_already else s.usage, s.usage) for s in spans]
    return booked_events + booked_cells + booked_spans


def book_event(event: Observation) -> Booking:
    """An event that states its cost is booked as it is, whatever else comes to be known of its group."""
    return Booking(event.identity, event, event.usage, event.usage, settled=event.is_settled)


def _share_cost(events: list[Observation], cells: list[Cell]) -> tuple[list[Booking], list[Decimal | None]]:
    """The events' bookings, and the cost that is left in each cell.

    Client 2.1.122 and some later ones send events without a cost while the metrics have it. Then the metrics' excess
    belongs to those events: it is shared among them by their tokens, and nothing of it is booked a second time.
    """
    costs = uncovered(cells, events, "cost")
    total = sum((cost for cost in costs if cost), Decimal(0))
    costless = [event for event in events if event.usage.cost is None]
    if not costless or not total:
        return [book_event(event) for event in events], costs
    shares = dict(zip((event.identity for event in costless), _split(total, costless), strict=True))
    booked = [
        _with_cost(event, shares[event.identity]) if event.identity in shares else book_event(event) for event in events
    ]
    return booked, [None if cost is None else Decimal(0) for cost in costs]


def _with_cost(event: Observation, cost: Decimal) -> Booking:
    usage = msgspec.structs.replace(event.usage, cost=cost)
    return Booking(event.identity, event, usage, event.usage, cost_from_metrics=True)


def _split(total: Decimal, events: list[Observation]) -> list[Decimal]:
    """`total` by the events' tokens, exactly: rounded to what the ledger keeps, and the last takes what remains."""
    weights = [1 + sum(getattr(event.usage, kind) or 0 for kind in TOKEN_KINDS) for event in events]
    shares = [round(total * weight / sum(weights), USD_PLACES) for weight in weights[:-1]]
    return [*shares, total - sum(shares)]


def _book_cells(cells: list[Cell], events: list[Observation], costs: list[Decimal | None]) -> list[Booking]:
    left = {kind: uncovered(cells, events, kind) for kind in TOKEN_KINDS}
    bookings = []
    for n, cell in enumerate(cells):
        tokens = {kind: None if (rest := left[kind][n]) is None else int(rest) for kind in TOKEN_KINDS}
        bookings.append(Booking(cell.identity, cell.first, usage_of({"cost": costs[n], **tokens}), cell.usage))
    return bookings


def _covered(usage: Usage) -> Usage:
    """Nothing left of each quantity that was stated."""
    return usage_of({kind: None if getattr(usage, kind) is None else 0 for kind in TOKEN_KINDS})


def cells_of(points: Iterable[Observation]) -> list[Cell]:
    """The points of each attribute set and collection time put together, cumulative values as increments."""
    series: dict[UUID, list[Observation]] = defaultdict(list)
    for seen in points:
        if seen.point:
            series[seen.point.series].append(seen)
    found: dict[UUID, list[tuple[Observation, Usage]]] = defaultdict(list)
    for stream in series.values():
        for seen, usage in _increments(stream):
            if seen.point:
                found[seen.point.cell].append((seen, usage))
    return sorted(map(_cell, found.values()), key=lambda cell: (cell.first.time, cell.identity))


def _cell(found: list[tuple[Observation, Usage]]) -> Cell:
    points = sorted((seen for seen, _ in found), key=lambda seen: seen.identity)
    amounts: dict[str, Decimal | int] = defaultdict(int)
    for _, usage in found:
        name, value = quantity_of(usage)
        amounts[name] += value
    first = points[0]
    return Cell(booked_identity(first), first, tuple(seen.identity for seen in points), usage_of(amounts))


def booked_identity(seen: Observation) -> UUID:
    """The identity of the booking that an observation goes into, whatever is booked of it."""
    return identity_hash("cell", seen.group, seen.point.cell) if seen.point else seen.identity


def _increments(stream: list[Observation]) -> list[tuple[Observation, Usage]]:
    """What each point of one series adds. A delta point adds its value; a cumulative series adds up to the value of its
    latest time. Where a value falls, the earlier ones are taken for no more than the later one confirms: no increment
    is ever negative."""
    stream = sorted(stream, key=lambda seen: seen.point.time_ns if seen.point else 0)
    if not (stream[0].point and stream[0].point.cumulative):
        return [(seen, seen.usage) for seen in stream]
    name, _ = quantity_of(stream[0].usage)
    values = [quantity_of(seen.usage)[1] for seen in stream]
    confirmed = [*accumulate(reversed(values), min)][::-1]
    steps = [confirmed[0], *(later - earlier for earlier, later in pairwise(confirmed))]
    return [(seen, usage_of({name: step})) for seen, step in zip(stream, steps, strict=True)]


def quantity_of(usage: Usage) -> tuple[str, Decimal | int]:
    """The one quantity of a data point, and its value."""
    name = next(name for name in QUANTITIES if getattr(usage, name) is not None)
    return name, getattr(usage, name)
