"""Why a line item is what it is: which records it came from, what repeats them, and what it costs by which price.

Pure: it reconciles the sightings of the line item's group once more, so an explanation never tells another story than
the ledger.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from stackspend.ledger.line_item import list_cost_of
from stackspend.ledger.observation import TOKEN_KINDS, Evidence, Observation, Sighting, Usage
from stackspend.ledger.reconcile import Booking, cells_of, reconcile, unique
from stackspend.pricing import ListCost, PriceList, Unpriced

_MOST_SUPERSEDED = 100


class Statement(msgspec.Struct, frozen=True):
    """One record that said something about this usage, and every raw batch that it arrived in, the first one first."""

    evidence: Evidence
    time: datetime
    request_id: str | None
    usage: Usage
    sightings: tuple[Sighting, ...]


class Superseded(msgspec.Struct, frozen=True):
    """A statement that is not booked here, and why."""

    statement: Statement
    why: str


class Side(msgspec.Struct, frozen=True):
    """What one kind of evidence says of the whole session and model; a sum over nothing stated is null."""

    statements: int
    usage: Usage


class Explanation(msgspec.Struct, frozen=True):
    """`decision` is the rule in a sentence. `list_cost` has its lines, price entry and assumptions."""

    decision: str
    booked: Usage
    stated: Usage
    statements: tuple[Statement, ...]
    superseded: tuple[Superseded, ...]
    events: Side
    metrics: Side
    spans: Side
    list_cost: ListCost | Unpriced


def explain(identity: UUID, sightings: Sequence[Observation], prices: PriceList) -> Explanation | None:
    """The explanation of the booking with this identity; None if the group does not have it."""
    bookings = {booking.identity: booking for booking in reconcile(sightings)}
    booking = bookings.get(identity)
    if booking is None:
        return None
    known = unique(sightings)
    cells = {cell.identity: cell for cell in cells_of(seen for seen in known if seen.evidence is Evidence.METRIC)}
    own = set(cells[identity].points) if identity in cells else {identity}
    statements = _statements(known, sightings)
    return Explanation(
        decision=_decision(booking),
        booked=booking.usage,
        stated=booking.stated,
        statements=tuple(statements[one] for one in sorted(own)),
        superseded=tuple(_superseded(booking, known, statements, own))[:_MOST_SUPERSEDED],
        events=_side(known, bookings, Evidence.EVENT),
        metrics=_side(known, bookings, Evidence.METRIC),
        spans=_side(known, bookings, Evidence.SPAN),
        list_cost=list_cost_of(booking.observation, booking.usage, prices),
    )


def _statements(known: Sequence[Observation], sightings: Sequence[Observation]) -> dict[UUID, Statement]:
    arrivals: dict[UUID, list[Sighting]] = {seen.identity: [] for seen in known}
    for seen in sightings:
        arrivals[seen.identity].append(seen.sighting)
    return {
        seen.identity: Statement(
            seen.evidence,
            seen.time,
            seen.request_id,
            seen.usage,
            tuple(sorted(arrivals[seen.identity], key=lambda at: (at.received_at, at.batch_id, at.position))),
        )
        for seen in known
    }


def _superseded(
    booking: Booking, known: Sequence[Observation], statements: dict[UUID, Statement], own: set[UUID]
) -> list[Superseded]:
    """What else speaks of the same usage: the collection that counted an event, the events that cover a cell, spans."""
    about = booking.observation
    points = [seen for seen in known if seen.evidence is Evidence.METRIC and seen.identity not in own]
    if about.evidence is Evidence.EVENT:
        counted_at = min((seen.time for seen in points if seen.time >= about.time), default=None)
        why = "The metric counts the same request again; events are the better evidence."
        found = [Superseded(statements[p.identity], why) for p in points if p.time == counted_at]
    else:
        before = max((seen.time for seen in points if seen.time < about.time), default=None)
        why = "An event states this request singly; only what the metric saw beyond the events is booked here."
        events = (seen for seen in known if seen.evidence is Evidence.EVENT)
        found = [
            Superseded(statements[event.identity], why)
            for event in events
            if event.time <= about.time and (before is None or event.time > before)
        ]
    why = "The span repeats the tokens of a request that an event or a metric states."
    spans = (s for s in known if s.evidence is Evidence.SPAN and s.identity not in own)
    same = (s for s in spans if about.request_id is None or s.request_id == about.request_id)
    return found + [Superseded(statements[span.identity], why) for span in same]


def _decision(booking: Booking) -> str:
    if booking.cost_from_metrics:
        return "Booked from its event; the event states no cost, so it took its share of what the metrics saw beyond."
    if booking.observation.evidence is Evidence.EVENT:
        return "Booked from its event, which states a single request; metrics and spans of it count nothing more."
    if booking.observation.evidence is Evidence.SPAN:
        return "Booked from its span: neither an event nor a metric states this session's usage of the model."
    if booking.usage == booking.stated:
        return "Booked from metrics: no event accounts for what this collection saw."
    return "Booked from metrics: only what this collection saw beyond the events of the session and model."


def _side(known: Sequence[Observation], bookings: dict[UUID, Booking], evidence: Evidence) -> Side:
    if evidence is Evidence.METRIC:
        usages = [b.stated for b in bookings.values() if b.observation.evidence is evidence]
    else:
        usages = [seen.usage for seen in known if seen.evidence is evidence]
    stated = {kind: [n for usage in usages if (n := getattr(usage, kind)) is not None] for kind in TOKEN_KINDS}
    costs = [usage.cost for usage in usages if usage.cost is not None]
    return Side(
        sum(1 for seen in known if seen.evidence is evidence),
        Usage(
            cost=sum(costs, Decimal(0)) if costs else None,
            **{kind: sum(counts) if counts else None for kind, counts in stated.items()},
        ),
    )
