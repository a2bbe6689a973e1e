"""What is left of a deleted organization in the ledger goes, whenever it came there."""

from collections.abc import Collection
from uuid import UUID

from stackspend.ingest.erase import Eraser

ACME, RIVAL = UUID(int=1), UUID(int=2)


class Deletions:
    """A catalog from which organizations are deleted."""

    def __init__(self) -> None:
        self.ids: frozenset[UUID] = frozenset()

    async def deleted_organizations(self) -> frozenset[UUID]:
        return self.ids


class Rows:
    """A ledger by whose rows are in it."""

    def __init__(self, *organization_ids: UUID) -> None:
        self.of = set(organization_ids)

    def held(self, organization_ids: Collection[UUID]) -> set[UUID]:
        return self.of.intersection(organization_ids)

    def forget(self, organization_id: UUID) -> None:
        self.of.remove(organization_id)


async def test_it_leaves_nothing_of_what_was_deleted_and_the_others_alone() -> None:
    deletions, ledger = Deletions(), Rows(ACME, RIVAL)
    eraser = Eraser(deletions, ledger)
    await eraser.erase()
    assert ledger.of == {ACME, RIVAL}

    deletions.ids = frozenset({ACME})
    await eraser.erase()

    assert ledger.of == {RIVAL}
    assert (eraser.is_deleted(ACME), eraser.is_deleted(RIVAL)) == (True, False)


async def test_what_another_node_booked_meanwhile_goes_at_the_next_look() -> None:
    deletions, ledger = Deletions(), Rows(ACME)
    deletions.ids = frozenset({ACME})
    eraser = Eraser(deletions, ledger)
    await eraser.erase()
    ledger.of.add(ACME)

    await eraser.erase()

    assert ledger.of == set()
