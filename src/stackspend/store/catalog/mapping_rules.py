"""Mapping rules, one for each thing that an organization's rules go by."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.actor import Actor
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.ledger.mapping_change import (
    MappingChange,
    Subject,
    WrittenRule,
    change_between,
    in_order,
    subject_of,
)
from stackspend.ledger.mapping_rules import refuse_too_many
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.rows import MappingRuleRow
from stackspend.store.catalog.transactions import Transactions

Rules = list[MappingRule]


class MappingRules(Transactions):
    """The questions about mapping rules; see `stackspend.ledger.mapping_catalog` for what each promises."""

    async def mapping_rules(self, organization_id: UUID) -> Rules:
        """Those that hold, in the order of `in_order`."""
        return [written.rule for written in await self.written_rules(organization_id)]

    async def written_rules(self, organization_id: UUID) -> list[WrittenRule]:
        """The same with when and by whom each was written."""
        async with self._reading() as session:
            written = {subject: _to_written(row) for subject, row in (await _rows(session, organization_id)).items()}
        return [written[subject_of(rule)] for rule in in_order(one.rule for one in written.values())]

    async def replace_mapping_rules(
        self, organization_id: UUID, rules: Iterable[MappingRule], *, by: Actor, at: datetime, dry_run: bool = False
    ) -> MappingChange:
        """These and no others; a rule that stays as it was keeps its author. A dry run only tells."""
        wanted = list(rules)
        return await self._rewrite(organization_id, lambda _: wanted, by=by, at=at, dry_run=dry_run)

    async def set_mapping_rule(
        self, organization_id: UUID, rule: MappingRule, *, by: Actor, at: datetime
    ) -> MappingChange:
        """Add one, or put it in the place of the one that goes by the same."""
        return await self._rewrite(
            organization_id, lambda rules: [*_without(rules, subject_of(rule)), rule], by=by, at=at
        )

    async def remove_mapping_rule(
        self, organization_id: UUID, subject: Subject, *, by: Actor, at: datetime
    ) -> MappingRule | None:
        """Forget the rule that goes by this; `None` when there is none."""
        async with self._writing() as session:
            row = await session.get(MappingRuleRow, (organization_id, *subject))
            if row is None:
                return None
            rule = _to_rule(row)
            await session.delete(row)
            _record(session, change_between([rule], []), organization_id=organization_id, by=by, at=at)
            return rule

    async def _rewrite(
        self,
        organization_id: UUID,
        rewrite: Callable[[Rules], Rules],
        *,
        by: Actor,
        at: datetime,
        dry_run: bool = False,
    ) -> MappingChange:
        """Write what `rewrite` makes of all rules, while nobody else writes."""
        async with self._alone() as session:
            rows = await _rows(session, organization_id)
            before = [_to_rule(row) for row in rows.values()]
            after = rewrite(before)
            refuse_too_many(len(after))
            change = change_between(before, after)
            if not dry_run:
                for rule in change.removed:
                    await session.delete(rows[subject_of(rule)])
                for changed in change.changed:
                    _write(rows[subject_of(changed.after)], changed.after, by=by.name, at=at)
                for rule in change.added:
                    row = MappingRuleRow(organization_id=organization_id, kind=rule.kind, pattern=rule.pattern)
                    _write(row, rule, by=by.name, at=at)
                    session.add(row)
                _record(session, change, organization_id=organization_id, by=by, at=at)
            return change


async def _rows(session: AsyncSession, organization_id: UUID) -> dict[Subject, MappingRuleRow]:
    rows = await session.scalars(select(MappingRuleRow).where(MappingRuleRow.organization_id == organization_id))
    return {(MappingKind(row.kind), row.pattern): row for row in rows}


def _record(
    transaction: AsyncSession, change: MappingChange, *, organization_id: UUID, by: Actor, at: datetime
) -> None:
    record(
        transaction,
        by,
        Action.MAPPINGS_CHANGED,
        organization_id=organization_id,
        at=at,
        subject="Mapping rules",
        before={"rules": [*change.removed, *(changed.before for changed in change.changed)]},
        after={"rules": [*change.added, *(changed.after for changed in change.changed)]},
    )


def _without(rules: Rules, subject: Subject) -> Rules:
    return [rule for rule in rules if subject_of(rule) != subject]


def _write(row: MappingRuleRow, rule: MappingRule, *, by: str, at: datetime) -> None:
    row.team, row.cost_centre, row.project = rule.team, rule.cost_centre, rule.project
    row.created_by, row.created_at = by, at


def _to_rule(row: MappingRuleRow) -> MappingRule:
    return MappingRule(
        MappingKind(row.kind), row.pattern, team=row.team, cost_centre=row.cost_centre, project=row.project
    )


def _to_written(row: MappingRuleRow) -> WrittenRule:
    return WrittenRule(rule=_to_rule(row), created_at=row.created_at, created_by=row.created_by)
