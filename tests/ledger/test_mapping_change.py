"""What a new set of mapping rules changes."""

from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.ledger.mapping_change import ChangedRule, change_between, in_order

ALICE = MappingRule(MappingKind.EMAIL, "alice@acme.example", team="Platform")
MOVED = MappingRule(MappingKind.EMAIL, "alice@acme.example", team="Payments")
BOB = MappingRule(MappingKind.EMAIL, "bob@acme.example", team="Platform")
ACME = MappingRule(MappingKind.DOMAIN, "acme.example", cost_centre="4711")


def test_a_change_names_what_comes_goes_and_becomes_something_else() -> None:
    change = change_between([ALICE, BOB], [ACME, MOVED])
    assert (change.added, change.removed) == ([ACME], [BOB])
    assert change.changed == [ChangedRule(before=ALICE, after=MOVED)]
    assert change.unchanged == 0


def test_the_order_of_rules_is_no_change() -> None:
    change = change_between([ALICE, BOB, ACME], [ACME, BOB, ALICE])
    assert (change.added, change.changed, change.removed, change.unchanged) == ([], [], [], 3)


def test_the_same_pattern_of_another_kind_is_another_rule() -> None:
    tag = MappingRule(MappingKind.TAG, "acme.example", team="X")
    assert change_between([tag], [tag, ACME]).added == [ACME]


def test_rules_are_listed_by_kind_the_most_specific_first() -> None:
    assert in_order([ACME, BOB, ALICE]) == [ALICE, BOB, ACME]
