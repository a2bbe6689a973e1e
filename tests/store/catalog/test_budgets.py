"""Budgets in the catalog: one for each scope and window, each change with its entry in the audit."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from sqlalchemy import select

from stackspend.access.members import Member
from stackspend.errors import Conflict, NotFound
from stackspend.store.catalog import Catalog
from stackspend.store.catalog.rows import AuditRow
from stackspend.warning.budgets import NewBudget, read_budget
from stackspend.warning.catalog import BudgetCatalog
from stackspend.warning.scopes import WHOLE, Scope, ScopeKind
from tests.store.catalog.conftest import NOON, member

ALICE = member("alice")
LATER = NOON + timedelta(hours=1)
TEAM = Scope(ScopeKind.TEAM, "Platform")


def new(amount: str, scope: Scope = WHOLE, window: str = "month") -> NewBudget:
    return read_budget(scope, window, amount, thresholds=(50, 80, 100), warn_of_forecast=True)


def test_the_catalog_is_what_the_web_asks_for(catalog: Catalog) -> None:
    assert isinstance(catalog, BudgetCatalog)


async def test_a_budget_is_kept_to_the_cent(catalog: Catalog, alice: Member) -> None:
    made = await catalog.add_budget(alice.organization_id, new("0.10"), by=ALICE, at=NOON)
    assert await catalog.budgets(alice.organization_id) == [made]
    assert (made.amount, str(made.amount), made.created_at) == (Decimal("0.1"), "0.10", NOON)


async def test_a_scope_has_one_budget_for_each_window(catalog: Catalog, alice: Member) -> None:
    for wanted in (new("100"), new("10", window="day"), new("50", TEAM)):
        await catalog.add_budget(alice.organization_id, wanted, by=ALICE, at=NOON)
    with pytest.raises(Conflict, match="There is a budget a month of team Platform already"):
        await catalog.add_budget(alice.organization_id, new("60", TEAM), by=ALICE, at=NOON)
    assert len(await catalog.budgets(alice.organization_id)) == 3


async def test_a_changed_budget_keeps_its_id_and_takes_no_others_place(catalog: Catalog, alice: Member) -> None:
    first = await catalog.add_budget(alice.organization_id, new("100"), by=ALICE, at=NOON)
    second = await catalog.add_budget(alice.organization_id, new("50", TEAM), by=ALICE, at=NOON)
    changed = await catalog.change_budget(alice.organization_id, first.id, new("120"), by=ALICE, at=LATER)
    assert changed == msgspec.structs.replace(first, amount=Decimal(120))
    with pytest.raises(Conflict):
        await catalog.change_budget(alice.organization_id, second.id, new("70"), by=ALICE, at=LATER)


async def test_another_organization_neither_sees_nor_touches_it(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    made = await catalog.add_budget(alice.organization_id, new("100"), by=ALICE, at=NOON)
    assert await catalog.budgets(charlie.organization_id) == []
    with pytest.raises(NotFound):
        await catalog.change_budget(charlie.organization_id, made.id, new("1"), by=ALICE, at=NOON)
    with pytest.raises(NotFound):
        await catalog.remove_budget(charlie.organization_id, made.id, by=ALICE, at=NOON)
    assert await catalog.budgets(alice.organization_id) == [made]


async def test_every_change_is_in_the_audit_with_what_was_before(catalog: Catalog, alice: Member) -> None:
    made = await catalog.add_budget(alice.organization_id, new("100", TEAM), by=ALICE, at=NOON)
    await catalog.change_budget(alice.organization_id, made.id, new("120", TEAM), by=ALICE, at=LATER)
    await catalog.remove_budget(alice.organization_id, made.id, by=ALICE, at=LATER)
    query = select(AuditRow).where(AuditRow.subject_id == str(made.id)).order_by(AuditRow.position)
    async with catalog._reading() as session:
        entries = list(await session.scalars(query))
    assert [one.action for one in entries] == ["budget.created", "budget.changed", "budget.removed"]
    assert {one.subject for one in entries} == {"Budget of team Platform"}
    assert [(one.before or {}).get("amount") for one in entries] == [None, "100.00", "120.00"]
