"""What a new set of mapping rules changes, and who wrote the rules that hold."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from stackspend.ledger.mapping import MappingKind, MappingRule

Subject = tuple[MappingKind, str]
"""What a rule goes by: an organization has at most one rule for each."""


class WrittenRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule, and when and by whom it was written as it is now."""

    rule: MappingRule
    created_at: datetime
    created_by: str


class ChangedRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that maps to something else than before."""

    before: MappingRule
    after: MappingRule


class MappingChange(msgspec.Struct, frozen=True, kw_only=True):
    """From one set of rules to another; `unchanged` counts those that are in both."""

    added: list[MappingRule]
    changed: list[ChangedRule]
    removed: list[MappingRule]
    unchanged: int


def subject_of(rule: MappingRule) -> Subject:
    """What the rule goes by."""
    return rule.kind, rule.pattern


def in_order(rules: Iterable[MappingRule]) -> list[MappingRule]:
    """By kind, the most specific first, then by pattern: of two tags that both fit, the first in this order holds."""
    kinds = list(MappingKind)
    return sorted(rules, key=lambda rule: (kinds.index(rule.kind), rule.pattern))


def change_between(before: Iterable[MappingRule], after: Iterable[MappingRule]) -> MappingChange:
    """What has to be done to `before`; neither may have two rules for the same thing."""
    old = {subject_of(rule): rule for rule in in_order(before)}
    new = {subject_of(rule): rule for rule in in_order(after)}
    both = [(old[subject], new[subject]) for subject in new if subject in old]
    changed = [ChangedRule(before=was, after=becomes) for was, becomes in both if was != becomes]
    return MappingChange(
        added=[rule for subject, rule in new.items() if subject not in old],
        changed=changed,
        removed=[rule for subject, rule in old.items() if subject not in new],
        unchanged=len(both) - len(changed),
    )
