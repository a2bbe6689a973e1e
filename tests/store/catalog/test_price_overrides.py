"""Price overrides in the catalog."""

from datetime import timedelta

from sqlalchemy import select

from stackspend.access.members import Member
from stackspend.pricing import read_overrides
from stackspend.pricing.agreements import OverrideCatalog
from stackspend.store.catalog import Catalog
from stackspend.store.catalog.rows import PriceOverrideRow
from tests.store.catalog.conftest import NOON, member

LATER = NOON + timedelta(hours=1)
RATE, DISCOUNT, NAME = read_overrides([
    {"model": "m", "mtok": {"input": "0.1", "output": "1E-7"}, "speed": "fast", "effective_from": "2026-01-01"},
    {"model": "*", "discount_percent": "12.5", "effective_to": "2027-01-01", "note": "Agreement 4711"},
    {"model": "fast-and-cheap", "prices_as": "m"},
])  # fmt: skip


def test_the_catalog_is_what_pricing_asks_for(catalog: Catalog) -> None:
    assert isinstance(catalog, OverrideCatalog)


async def test_overrides_are_kept_exactly_and_in_their_order(catalog: Catalog, alice: Member) -> None:
    given = [NAME, RATE, DISCOUNT]
    await catalog.replace_price_overrides(alice.organization_id, given, by=member("alice"), at=NOON)
    kept = await catalog.price_overrides(alice.organization_id)
    assert kept == given
    assert kept[1].mtok is not None
    assert str(kept[1].mtok.input) == "0.1"


async def test_replacing_tells_what_it_changes_and_keeps_the_author_of_the_rest(
    catalog: Catalog, alice: Member
) -> None:
    await catalog.replace_price_overrides(alice.organization_id, [RATE, DISCOUNT], by=member("alice"), at=NOON)
    change = await catalog.replace_price_overrides(alice.organization_id, [NAME, RATE], by=member("bob"), at=LATER)
    assert (change.added, change.removed, change.unchanged) == ([NAME], [DISCOUNT], 1)
    query = select(PriceOverrideRow.created_by, PriceOverrideRow.created_at).order_by(PriceOverrideRow.position)
    async with catalog._reading() as session:
        assert [tuple(row) for row in await session.execute(query)] == [("bob", LATER), ("alice", NOON)]


async def test_a_dry_run_writes_nothing(catalog: Catalog, alice: Member) -> None:
    change = await catalog.replace_price_overrides(alice.organization_id, [RATE], by=member("a"), at=NOON, dry_run=True)
    assert change.added == [RATE]
    assert await catalog.price_overrides(alice.organization_id) == []


async def test_an_organization_touches_its_own_overrides_only(catalog: Catalog, alice: Member, charlie: Member) -> None:
    await catalog.replace_price_overrides(alice.organization_id, [RATE], by=member("alice"), at=NOON)
    await catalog.replace_price_overrides(charlie.organization_id, [], by=member("charlie"), at=NOON)
    assert await catalog.price_overrides(alice.organization_id) == [RATE]
    assert await catalog.price_overrides(charlie.organization_id) == []


async def test_one_is_changed_and_the_others_keep_their_authors(catalog: Catalog, alice: Member) -> None:
    await catalog.replace_price_overrides(alice.organization_id, [RATE, DISCOUNT], by=member("alice"), at=NOON)
    await catalog.rewrite_price_override(alice.organization_id, DISCOUNT, NAME, by=member("bob"), at=LATER)
    written = await catalog.written_overrides(alice.organization_id)
    assert [(one.override, one.created_by, one.created_at) for one in written] == [
        (RATE, member("alice").name, NOON),
        (NAME, member("bob").name, LATER),
    ]
