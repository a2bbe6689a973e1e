"""How long an organization keeps its telemetry, in the catalog."""

from datetime import date

from stackspend.access.audit import Action, AuditFilters
from stackspend.access.members import Member
from stackspend.actor import SYSTEM
from stackspend.ledger.retention import Retention, RetentionCatalog
from stackspend.store.catalog import Catalog
from tests.store.catalog.conftest import NOON, member

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


def test_the_catalog_is_what_retention_asks_for(catalog: Catalog) -> None:
    assert isinstance(catalog, RetentionCatalog)


async def test_it_is_for_ever_until_it_is_chosen_and_of_one_organization(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    assert await catalog.retention(alice.organization_id) == Retention()
    await catalog.change_retention(alice.organization_id, raw_days=30, item_months=12, by=member("alice"), at=NOON)
    assert await catalog.retentions() == {alice.organization_id: Retention(raw_days=30, item_months=12)}
    assert await catalog.retention(charlie.organization_id) == Retention()


async def test_what_is_forgotten_stays_so_whatever_is_chosen(catalog: Catalog, alice: Member) -> None:
    for day in (JULY, JUNE):
        await catalog.move_kept_since(alice.organization_id, day, by=SYSTEM, at=NOON)
    await catalog.change_retention(alice.organization_id, raw_days=None, item_months=None, by=member("alice"), at=NOON)
    assert await catalog.retentions() == {alice.organization_id: Retention(kept_since=JULY)}


async def test_choice_and_deletion_are_in_the_audit(catalog: Catalog, alice: Member) -> None:
    await catalog.change_retention(alice.organization_id, raw_days=30, item_months=None, by=member("alice"), at=NOON)
    await catalog.move_kept_since(alice.organization_id, JULY, by=SYSTEM, at=NOON)
    page = await catalog.audit(alice.organization_id, AuditFilters(), limit=2)
    assert [(entry.action, entry.by.name, entry.after) for entry in page.entries] == [
        (Action.RETENTION_APPLIED, "StackSpend", {"kept_since": "2026-07-01"}),
        (Action.RETENTION_CHANGED, member("alice").name, {"raw_days": 30}),
    ]
