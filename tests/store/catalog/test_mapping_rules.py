"""Mapping rules in the catalog."""

import asyncio
from datetime import timedelta

import pytest

from stackspend.access.members import Member
from stackspend.errors import InvalidInput
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.ledger.mapping_catalog import MappingCatalog
from stackspend.ledger.mapping_change import ChangedRule, WrittenRule, subject_of
from stackspend.ledger.mapping_rules import MOST_RULES
from stackspend.store.catalog import Catalog
from tests.store.catalog.conftest import NOON, member

LATER = NOON + timedelta(hours=1)
PERSON = MappingRule(MappingKind.EMAIL, "alice@acme.example", team="Platform", project="Checkout")
MOVED = MappingRule(MappingKind.EMAIL, "alice@acme.example", team="Payments")
DOMAIN = MappingRule(MappingKind.DOMAIN, "acme.example", cost_centre="4711")


async def replace(catalog: Catalog, owner: Member, *rules: MappingRule) -> None:
    await catalog.replace_mapping_rules(owner.organization_id, rules, by=member("alice"), at=NOON)


def test_the_catalog_is_what_the_ledger_asks_for(catalog: Catalog) -> None:
    assert isinstance(catalog, MappingCatalog)


async def test_rules_are_kept_whole_and_listed_in_order(catalog: Catalog, alice: Member) -> None:
    change = await catalog.replace_mapping_rules(alice.organization_id, [DOMAIN, PERSON], by=member("alice"), at=NOON)
    assert change.added == [PERSON, DOMAIN]
    assert await catalog.mapping_rules(alice.organization_id) == [PERSON, DOMAIN]


async def test_only_what_changes_gets_a_new_author(catalog: Catalog, alice: Member) -> None:
    await replace(catalog, alice, PERSON, DOMAIN)
    change = await catalog.replace_mapping_rules(alice.organization_id, [MOVED, DOMAIN], by=member("bob"), at=LATER)
    assert (change.changed, change.unchanged) == ([ChangedRule(before=PERSON, after=MOVED)], 1)
    assert await catalog.written_rules(alice.organization_id) == [
        WrittenRule(rule=MOVED, created_at=LATER, created_by="bob"),
        WrittenRule(rule=DOMAIN, created_at=NOON, created_by="alice"),
    ]


async def test_replacing_removes_what_is_left_out(catalog: Catalog, alice: Member) -> None:
    await replace(catalog, alice, PERSON, DOMAIN)
    await replace(catalog, alice)
    assert await catalog.mapping_rules(alice.organization_id) == []


async def test_a_dry_run_tells_the_change_and_writes_nothing(catalog: Catalog, alice: Member) -> None:
    await replace(catalog, alice, PERSON)
    change = await catalog.replace_mapping_rules(
        alice.organization_id, [DOMAIN], by=member("bob"), at=LATER, dry_run=True
    )
    assert (change.added, change.removed) == ([DOMAIN], [PERSON])
    assert await catalog.mapping_rules(alice.organization_id) == [PERSON]


async def test_one_rule_is_set_and_removed_beside_the_others(catalog: Catalog, alice: Member) -> None:
    await replace(catalog, alice, PERSON, DOMAIN)
    change = await catalog.set_mapping_rule(alice.organization_id, MOVED, by=member("bob"), at=LATER)
    assert change.changed == [ChangedRule(before=PERSON, after=MOVED)]
    assert (
        await catalog.remove_mapping_rule(alice.organization_id, subject_of(DOMAIN), by=member("alice"), at=LATER)
        == DOMAIN
    )
    assert (
        await catalog.remove_mapping_rule(alice.organization_id, subject_of(DOMAIN), by=member("alice"), at=LATER)
        is None
    )
    assert await catalog.mapping_rules(alice.organization_id) == [MOVED]


async def test_an_organization_touches_its_own_rules_only(catalog: Catalog, alice: Member, charlie: Member) -> None:
    await replace(catalog, alice, PERSON, DOMAIN)
    await replace(catalog, charlie, DOMAIN)
    assert (
        await catalog.remove_mapping_rule(charlie.organization_id, subject_of(PERSON), by=member("alice"), at=LATER)
        is None
    )
    await replace(catalog, charlie)
    assert await catalog.mapping_rules(alice.organization_id) == [PERSON, DOMAIN]
    assert await catalog.mapping_rules(charlie.organization_id) == []


async def test_rules_that_are_set_at_the_same_time_are_all_kept(catalog: Catalog, alice: Member) -> None:
    rules = [MappingRule(MappingKind.TAG, f"team={number}", team=str(number)) for number in range(10)]
    owner = alice.organization_id
    await asyncio.gather(*(catalog.set_mapping_rule(owner, rule, by=member("alice"), at=NOON) for rule in rules * 2))
    assert await catalog.mapping_rules(owner) == rules


async def test_one_rule_too_many_is_refused(catalog: Catalog, alice: Member) -> None:
    many = [MappingRule(MappingKind.TAG, f"t={number}", team="x") for number in range(MOST_RULES)]
    with pytest.raises(InvalidInput, match="at most 10,000 mapping rules"):
        await replace(catalog, alice, DOMAIN, *many)
    assert await catalog.mapping_rules(alice.organization_id) == []
