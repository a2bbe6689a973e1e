"""Book a set of raw batches: derive, append, reconcile, write line items. Doing it again changes nothing."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

import msgspec
import structlog

from stackspend.errors import PermanentError
from stackspend.ledger.line_item import LineItem, line_item
from stackspend.ledger.link import Link
from stackspend.ledger.observation import Evidence, Group, Observation, Sighting, Usage
from stackspend.ledger.raw_batch import RawBatch, ReadBatch
from stackspend.ledger.reconcile import Booking, book_event, reconcile, unique
from stackspend.ledger.standing import Standing
from stackspend.ledger.storage import LedgerStore
from stackspend.otlp.body import decode, unpack
from stackspend.otlp.export import SetAside
from stackspend.pricing import PriceList
from stackspend.sources.derive import derive
from stackspend.sources.record import Derived

log = structlog.get_logger()

MOST_RECORDS = 50_000
"""How many records are held in memory at once; a small gzip body may unpack to as many."""
_REMEMBERED_GROUPS = 50_000
_REMEMBERED_LINKS = 200_000


Content = tuple[Usage, Usage, Sighting]
"""What a booking's row says that further observations may change: booked, stated, first arrival."""


class Written(msgspec.Struct, frozen=True):
    """What was last written of a group's open bookings, and a digest of the sightings that they rested on."""

    digest: int
    bookings: Mapping[UUID, Content]


Key = TypeVar("Key")
Value = TypeVar("Value")
Memory = dict[tuple[UUID, Group], Written]


class Portion(msgspec.Struct, frozen=True):
    """Batches that are booked together. `again`: some may have been booked before, by an attempt that did not end."""

    batches: frozenset[UUID]
    again: bool


class Bookkeeper:
    """Books raw batches into one ledger.

    It remembers what it last wrote of a group's open bookings, and which links it wrote, only to write less: without
    its memory (after a restart, on another node) it writes the same rows again. What it remembers of a group holds only
    as long as no other node has added to it.

    Of days before `kept_since` nothing is booked: the organization forgot them, and their telemetry came again.
    """

    def __init__(
        self,
        ledger: LedgerStore,
        prices_of: Callable[[UUID], PriceList],
        kept_since: Callable[[UUID], date | None] = lambda _: None,
    ) -> None:
        self._ledger = ledger
        self._prices_of = prices_of
        self._kept_since = kept_since
        self._open: OrderedDict[tuple[UUID, Group], Written] = OrderedDict()
        self._links: OrderedDict[tuple[UUID, Link], None] = OrderedDict()

    def book(self, batches: Sequence[RawBatch], *, again: bool = True) -> None:
        """Keep and book the batches. Raises TransientError if the ledger is away; then book the same ones again.

        `again` says that some of them may have been booked before; without it less has to be looked at.
        """
        for derived in _portions(batches):
            self._ledger.append_batches([_read_batch(raw, found) for raw, found in derived])
            self._book(derived, again=again)

    def rebook(self, batches: Sequence[ReadBatch]) -> None:
        """Book batches that the ledger keeps already into tables that never saw them. What is found in them now and
        was not before is noted with them."""
        before = {batch.raw.batch_id: batch for batch in batches}
        for derived in _portions(batch.raw for batch in batches):
            now = [_read_batch(raw, found) for raw, found in derived]
            self._ledger.append_batches([batch for batch in now if batch != before[batch.raw.batch_id]])
            self._book(derived, again=False)

    def set_aside(self, raw: RawBatch, reason: str) -> None:
        """Keep a batch that cannot be booked. Raises TransientError if the ledger is away."""
        self._ledger.append_batches([_read_batch(raw, Derived(set_aside=[SetAside("$", reason)]))])

    def _book(self, derived: Sequence[tuple[RawBatch, Derived]], *, again: bool) -> None:
        by_organization: dict[UUID, list[Derived]] = defaultdict(list)
        for raw, found in derived:
            by_organization[raw.organization_id].append(found)
        portion = Portion(frozenset(raw.batch_id for raw, _ in derived), again)
        for organization_id, found_there in by_organization.items():
            self._book_organization(organization_id, found_there, portion)

    def _book_organization(self, organization_id: UUID, derived: Sequence[Derived], portion: Portion) -> None:
        observations = [seen for d in derived for seen in d.observations]
        self._ledger.append_observations(organization_id, observations)
        since = self._kept_since(organization_id) or date.min
        activity = [counted for d in derived for counted in d.activity if counted.time.date() >= since]
        self._ledger.append_activity(organization_id, activity)
        links = {link for d in derived for link in d.links if (organization_id, link) not in self._links}
        self._ledger.append_links(organization_id, sorted(links))
        memory: Memory = {}
        due = self._due(organization_id, observations, portion, memory)
        self._ledger.book([item for item in due if item.usage_date >= since])
        # Only now: what the ledger did not take is due again when the same batches are booked again.
        _remember(self._open, memory, _REMEMBERED_GROUPS)
        _remember(self._links, {(organization_id, link): None for link in links}, _REMEMBERED_LINKS)

    def _due(
        self, organization_id: UUID, observations: Sequence[Observation], portion: Portion, memory: Memory
    ) -> list[LineItem]:
        """The line items that may differ from what the ledger has; adds to `memory` what it has once they are written.

        It reads after it appended: of two nodes that receive one session at once, the later reader knows everything.
        """
        here: dict[Group, list[Observation]] = defaultdict(list)
        for seen in observations:
            here[seen.group].append(seen)
        plain = self._ledger.undisputed(organization_id, here)
        standings = self._ledger.standings(organization_id, here.keys() - plain, portion.batches)
        written = {group: self._before(organization_id, group, standings[group], portion) for group in standings}
        whole = [group for group, standing in standings.items() if written[group] != {} or not standing.accounted]
        known = self._ledger.observations_of(organization_id, whole) if whole else {}
        prices = self._prices_of(organization_id)
        settled = (seen for group in here if group in plain for seen in here[group])
        items = [line_item(organization_id, book_event(seen), prices, known=1) for seen in settled]
        for group, standing in standings.items():
            if group in known:
                bookings = reconcile(known[group])
                due = [booking for booking in bookings if _is_due(booking, written[group], portion.batches)]
            else:  # nothing open was ever written, and the events account for everything: only they are due
                events = (seen for seen in unique(here[group]) if seen.evidence is Evidence.EVENT)
                bookings = due = [book_event(event) for event in events if event.identity not in standing.repeated]
            items += [line_item(organization_id, one, prices, known=standing.known) for one in due]
            memory[organization_id, group] = Written(standing.digest, _open_bookings(bookings))
        return items

    def _before(
        self, organization_id: UUID, group: Group, standing: Standing, portion: Portion
    ) -> Mapping[UUID, Content] | None:
        """What the ledger has of a group's open bookings; None if this bookkeeper cannot know."""
        if portion.again:
            return None  # an attempt that failed may have written, and what it wrote is not remembered
        if not standing.older_open:
            return {}
        last = self._open.get((organization_id, group))
        return last.bookings if last and last.digest == standing.older_digest else None


def _portions(batches: Iterable[RawBatch]) -> Iterator[list[tuple[RawBatch, Derived]]]:
    """The batches and what they say, in portions of at most MOST_RECORDS records or one batch."""
    portion: list[tuple[RawBatch, Derived]] = []
    records = 0
    for raw in batches:
        derived = read(raw)
        if portion and records + derived.records > MOST_RECORDS:
            yield portion
            portion, records = [], 0
        portion.append((raw, derived))
        records += derived.records
    if portion:
        yield portion


def _read_batch(raw: RawBatch, found: Derived) -> ReadBatch:
    return ReadBatch(
        raw,
        found.records,
        tuple(found.set_aside),
        usage=len(found.observations),
        activity=len(found.activity),
        client_versions=tuple(sorted(found.client_versions)),
    )


def _content(booking: Booking) -> Content:
    return booking.usage, booking.stated, booking.observation.sighting


def _open_bookings(bookings: Iterable[Booking]) -> dict[UUID, Content]:
    """What of these bookings further observations may change, and is written."""
    return {one.identity: _content(one) for one in bookings if not one.settled and not one.superseded}


def _is_due(booking: Booking, before: Mapping[UUID, Content] | None, new: Collection[UUID]) -> bool:
    """Whether a booking has to be written. `before` is what was last written of its group, None if nobody knows."""
    if booking.settled:
        return booking.observation.sighting.batch_id in new
    if before is None:
        return True
    last = before.get(booking.identity)
    # What was never booked needs no row to say that it is covered.
    return not booking.superseded if last is None else last != _content(booking)


def read(raw: RawBatch) -> Derived:
    """What a raw batch says. One that can no longer be read is kept and set aside whole: it never stops the pump."""
    try:
        decoded = decode(unpack(raw.body, raw.content_encoding), raw.signal, raw.encoding)
        derived = derive(
            decoded.export,
            batch_id=raw.batch_id,
            connection_id=raw.connection_id,
            key_id=raw.key_id,
            received_at=raw.received_at,
        )
    except PermanentError as error:
        return Derived(set_aside=[SetAside("$", error.message)])
    except Exception as error:
        log.exception("batch_set_aside", batch_id=str(raw.batch_id))
        return Derived(set_aside=[SetAside("$", f"StackSpend failed on this export ({type(error).__name__}).")])
    derived.set_aside[:0] = decoded.set_aside
    return derived


def _remember(memory: OrderedDict[Key, Value], new: Mapping[Key, Value], most: int) -> None:
    """Add to a memory of bounded size; the oldest is forgotten first."""
    for key, value in new.items():
        memory[key] = value
        memory.move_to_end(key)
    while len(memory) > most:
        memory.popitem(last=False)
