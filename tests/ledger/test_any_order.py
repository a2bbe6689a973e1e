"""Rule 2: in any order, split in any way, any number of times, on any node, the same ledger."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from stackspend.errors import TransientError
from stackspend.ledger.line_item import LineItem
from stackspend.ledger.observation import Group, Observation
from stackspend.ledger.raw_batch import RawBatch
from tests.ledger.deliver import arrived, booked, counted, node
from tests.ledger.disorder import MISHAPS, disorder, lose
from tests.ledger.generated import Session, costless_requests, exports, sessions
from tests.ledger.memory import MemoryLedger

mishaps = st.sampled_from(list(MISHAPS))
chances = st.randoms(use_true_random=False)
worlds = sessions(costless_requests)


def rows(items: Sequence[LineItem]) -> list[LineItem]:
    """Line items without the version, which only decides between rows of one id."""
    return [msgspec.structs.replace(item, version=0) for item in items]


def statements(items: Sequence[LineItem]) -> list[dict[str, Any]]:
    """What line items say of the usage itself: everything but where and when it arrived."""
    arrival = {"version", "batch_id", "position", "received_at", "connection_id"}
    return [{k: v for k, v in msgspec.structs.asdict(item).items() if k not in arrival} for item in items]


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
        chance.choice(nodes).book([batch])
    assert rows(counted(ledger)) == rows(booked(batches))


@given(worlds, mishaps, chances)
def test_a_node_that_another_overtakes_between_reading_and_writing_does_no_harm(
    found: list[Session], mishap: str, chance: Random
) -> None:
    batches = arrived(lose(exports(found), mishap, chance))
    ledger = Interrupted()
    slow, fast = node(ledger), node(ledger)
    for first, second in zip(batches[::2], [*batches[1::2], None], strict=False):
        ledger.meanwhile = (lambda batch=second: fast.book([batch])) if second else None
        slow.book([first])
    assert rows(counted(ledger)) == rows(booked(batches))


@given(worlds, mishaps, chances)
def test_a_node_that_dies_at_any_point_and_starts_again_books_the_same(
    found: list[Session], mishap: str, chance: Random
) -> None:
    batches = arrived(lose(exports(found), mishap, chance))
    ledger = Dying()
    waiting: list[RawBatch] = []
    for batch in batches:
        waiting.append(batch)  # behind those that were not given up when the last node died
        ledger.appends_left = chance.randint(0, 4)
        with suppress(TransientError):
            node(ledger).book(waiting)
            waiting = waiting if chance.random() < 0.3 else []
    ledger.appends_left = None
    node(ledger).book(waiting)
    assert rows(counted(ledger)) == rows(booked(batches))


@given(worlds, mishaps, chances)
def test_a_replay_of_the_raw_batches_gives_an_equal_ledger(found: list[Session], mishap: str, chance: Random) -> None:
    ledger, again = MemoryLedger(), MemoryLedger()
    node(ledger).book(arrived(disorder(lose(exports(found), mishap, chance), chance)))
    node(again).rebook([kept.raw for kept in ledger.batches.values()])
    assert rows(counted(again)) == rows(counted(ledger))
    assert again.activity(ACME_ID) == ledger.activity(ACME_ID)
    assert again.links == ledger.links


ACME_ID = UUID(int=0xACE)


class Interrupted(MemoryLedger):
    """A ledger in which another node gets its turn once, after the observations were read."""

    meanwhile: Callable[[], None] | None = None

    def observations_of(self, organization_id: UUID, groups: Any) -> dict[Group, list[Observation]]:
        found = dict(super().observations_of(organization_id, groups))
        turn, self.meanwhile = self.meanwhile, None
        if turn:
            turn()
        return found


class Dying(MemoryLedger):
    """A ledger that goes away after so many appends; None is never."""

    appends_left: int | None = None

    def append_observations(self, organization_id: UUID, observations: Sequence[Observation]) -> None:
        self._spend()
        super().append_observations(organization_id, observations)

    def append_links(self, organization_id: UUID, links: Any) -> None:
        self._spend()
        super().append_links(organization_id, links)

    def book(self, items: Sequence[LineItem]) -> None:
        self._spend()
        super().book(items)

    def _spend(self) -> None:
        if self.appends_left == 0:
            raise TransientError("The ledger did not answer.")
        self.appends_left = None if self.appends_left is None else self.appends_left - 1
