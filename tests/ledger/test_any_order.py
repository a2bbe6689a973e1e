"""Rule 2: in any order, split in any way, any number of times, on any node, the same ledger."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from random import Random
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from stackspend.errors import TransientError
from stackspend.ledger.line_item import LineItem
from stackspend.ledger.observation import Observation
from stackspend.ledger.raw_batch import RawBatch
from tests.ledger.deliver import ACME, CI, LAPTOPS, arrived, booked, counted, node
from tests.ledger.disorder import MISHAPS, disorder, lose
from tests.ledger.generated import Session, costless_requests, exports, sessions
from tests.ledger.memory import MemoryLedger

mishaps = st.sampled_from(list(MISHAPS))
chances = st.randoms(use_true_random=False)
worlds = sessions(costless_requests)


Rows = dict[tuple[UUID, str], Any]


def rows(items: Sequence[LineItem]) -> Rows:
    """Every field of every line item, but the version, which only decides between rows of one id."""
    fields = [(item.id, msgspec.structs.asdict(item)) for item in items]
    assert len(fields) == len({one for one, _ in fields}), "A line item is booked twice."
    return {(one, name): value for one, row in fields for name, value in row.items() if name != "version"}


def statements(items: Sequence[LineItem]) -> Rows:
    """What line items say of the usage itself: everything but where and when it arrived."""
    arrival = {"batch_id", "position", "received_at", "connection_id", "key_id"}
    return {place: value for place, value in rows(items).items() if place[1] not in arrival}


@given(worlds, mishaps, chances, st.integers(1, 5))
def test_batches_in_another_order_and_in_larger_steps_give_the_same_line_items(
    found: list[Session], mishap: str, chance: Random, at_once: int
) -> None:
    batches = arrived(lose(exports(found), mishap, chance))
    shuffled = chance.sample(batches, len(batches))
    assert rows(booked(shuffled, at_once=at_once)) == rows(booked(batches))


@given(worlds, mishaps, chances)
def test_batches_that_are_booked_again_change_nothing(found: list[Session], mishap: str, chance: Random) -> None:
    batches = arrived(lose(exports(found), mishap, chance))
    again = batches + chance.sample(batches, len(batches))
    assert rows(booked(again)) == rows(booked(batches))


@given(worlds, mishaps, chances)
def test_exports_cut_joined_repeated_and_shuffled_say_the_same(
    found: list[Session], mishap: str, chance: Random
) -> None:
    bodies = lose(exports(found), mishap, chance)
    otherwise = disorder(bodies, chance)
    assert statements(booked(arrived(otherwise))) == statements(booked(arrived(bodies)))


@given(worlds, mishaps, chances)
def test_two_nodes_that_receive_one_session_book_what_one_would(
    found: list[Session], mishap: str, chance: Random
) -> None:
    batches = arrived(disorder(lose(exports(found), mishap, chance), chance))
    ledger = MemoryLedger()
    nodes = node(ledger), node(ledger)
    for batch in chance.sample(batches, len(batches)):
        chance.choice(nodes).book([batch], again=False)
    assert rows(counted(ledger)) == rows(booked(batches))


@given(worlds, mishaps, chances)
def test_a_node_that_another_overtakes_between_reading_and_writing_does_no_harm(
    found: list[Session], mishap: str, chance: Random
) -> None:
    batches = arrived(lose(exports(found), mishap, chance))
    ledger = Interrupted()
    slow, fast = node(ledger), node(ledger)
    for first, second in zip(batches[::2], [*batches[1::2], None], strict=False):
        ledger.meanwhile = (lambda batch=second: fast.book([batch], again=False)) if second else None
        slow.book([first], again=False)
    assert rows(counted(ledger)) == rows(booked(batches))


@given(worlds, mishaps, chances)
def test_a_node_that_fails_or_dies_at_any_point_and_tries_again_books_the_same(
    found: list[Session], mishap: str, chance: Random
) -> None:
    batches = arrived(disorder(lose(exports(found), mishap, chance), chance))
    ledger = Unreliable(chance)
    one, waiting, attempted = node(ledger), list[RawBatch](), False
    for batch in batches:
        waiting.append(batch)  # behind those that were tried before
        with suppress(TransientError):
            one.book(waiting, again=attempted)
            waiting = []
        attempted = bool(waiting)
        if chance.random() < 0.2:
            one, attempted = node(ledger), True
    ledger.works = True
    one.book(waiting, again=True)
    assert rows(counted(ledger)) == rows(booked(batches))


@given(worlds, mishaps, chances)
def test_statements_that_arrive_by_two_ways_are_booked_alike_by_any_two_nodes(
    found: list[Session], mishap: str, chance: Random
) -> None:
    bodies = lose(exports(found), mishap, chance)
    batches = arrived(bodies, connection_id=LAPTOPS) + arrived(bodies, connection_id=CI, first=len(bodies))
    ledger = MemoryLedger()
    nodes = node(ledger), node(ledger)
    for step in steps(chance.sample(batches, len(batches)), chance):
        chance.choice(nodes).book(step, again=False)
    assert rows(counted(ledger)) == rows(booked(batches))


def steps(batches: list[RawBatch], chance: Random) -> Iterator[list[RawBatch]]:
    """The batches, one to four at once."""
    while batches:
        most = chance.randint(1, 4)
        yield batches[:most]
        batches = batches[most:]


@given(worlds, mishaps, chances)
def test_a_replay_of_the_raw_batches_gives_an_equal_ledger(found: list[Session], mishap: str, chance: Random) -> None:
    ledger, again = MemoryLedger(), MemoryLedger()
    node(ledger).book(arrived(disorder(lose(exports(found), mishap, chance), chance)))
    node(again).rebook([*ledger.batches.values()])
    assert rows(counted(again)) == rows(counted(ledger))
    assert again.activity(ACME) == ledger.activity(ACME)
    assert again.links == ledger.links


class Interrupted(MemoryLedger):
    """A ledger in which another node gets its turn once, between what a node reads and what it writes."""

    meanwhile: Callable[[], None] | None = None

    def book(self, items: Sequence[LineItem]) -> None:
        turn, self.meanwhile = self.meanwhile, None
        if turn:
            turn()
        super().book(items)


class Unreliable(MemoryLedger):
    """A ledger whose answers are sometimes lost, before or after it did what it was asked."""

    def __init__(self, chance: Random) -> None:
        super().__init__()
        self.works = False
        self._chance = chance

    def append_observations(self, organization_id: UUID, observations: Sequence[Observation]) -> None:
        with self._answer():
            super().append_observations(organization_id, observations)

    def append_links(self, organization_id: UUID, links: Any) -> None:
        with self._answer():
            super().append_links(organization_id, links)

    def book(self, items: Sequence[LineItem]) -> None:
        with self._answer():
            super().book(items)

    @contextmanager
    def _answer(self) -> Iterator[None]:
        fate = 1.0 if self.works else self._chance.random()
        if fate < 0.05:
            raise TransientError("The ledger did not answer.")
        yield
        if fate < 0.15:
            raise TransientError("The ledger did it, and its answer was lost.")
