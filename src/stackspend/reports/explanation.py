"""Explain one line item: what it came from, what repeats it, what it costs by which price, and whose it is."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol
from uuid import UUID

import msgspec

from stackspend.access.keys import ApiKey
from stackspend.ledger.explain import Explanation, Side, Statement, Superseded, explain
from stackspend.ledger.link import Link, LinkKind
from stackspend.ledger.observation import Group, Observation, Usage
from stackspend.money import usd_text
from stackspend.pricing import ListCost, PricedLine, PriceList
from stackspend.reports.answer import Tokens, amount_text


class Booked(msgspec.Struct, frozen=True):
    """A line item's place in the ledger: group and identity, the list cost it was booked with, its identity keys.

    `api_key_id` is the key that sent its first record; `None` where no key is known.
    """

    group: Group
    identity: UUID
    list_cost: Decimal | None
    list_price: str | None
    declared: bool
    keys: Mapping[str, str]
    api_key_id: UUID | None


class ExplanationQuestions(Protocol):
    """What the ledger must answer to explain a line item."""

    def booked(self, organization_id: UUID, line_item_id: UUID) -> Booked | None:
        """Where a line item stands in the ledger; None if the organization has none of this id."""

    def sightings(self, organization_id: UUID, group: Group) -> list[Observation]:
        """Every sighting of every observation of a group."""

    def links(self, organization_id: UUID, keys: list[tuple[str, str]]) -> list[Link]:
        """What these keys were seen together with."""


class UsageView(msgspec.Struct, frozen=True):
    """A cost as a decimal text and tokens; null is not said."""

    cost_usd: str | None
    tokens: Tokens


class SightingView(msgspec.Struct, frozen=True):
    """One arrival of a record; `again` is every one after the first."""

    raw_batch_id: UUID
    connection_id: UUID
    received_at: str
    position: int
    again: bool


class StatementView(msgspec.Struct, frozen=True):
    """One record, and the raw batches that it arrived in."""

    evidence: str
    time: str
    request_id: str | None
    usage: UsageView
    sightings: list[SightingView]


class SupersededView(msgspec.Struct, frozen=True):
    """A record that counts nothing more, and why."""

    why: str
    statement: StatementView


class SideView(msgspec.Struct, frozen=True):
    """What one kind of evidence says of the session and model as a whole."""

    statements: int
    usage: UsageView


class PricedLineView(msgspec.Struct, frozen=True):
    """One line of the list cost: quantity x unit price = amount, all in USD."""

    kind: str
    quantity: int
    unit_price_usd: str
    price_per_mtok_usd: str | None
    amount_usd: str
    note: str | None


class PriceView(msgspec.Struct, frozen=True):
    """The dated entry of the price list; `effective_from` null is since release."""

    id: str
    model: str
    effective_from: str | None
    source: str
    overrides: list[str]


class ListCostView(msgspec.Struct, frozen=True):
    """The list cost, or why there is none. `booked_usd` differs from `amount_usd` only if prices were added since."""

    booked_usd: str | None
    amount_usd: str | None
    lines: list[PricedLineView]
    price: PriceView | None
    assumptions: list[str]
    unpriced_reason: str | None


class IdentityStep(msgspec.Struct, frozen=True):
    """One step of the identity path: a key that was stated, and the names that it was seen together with elsewhere."""

    key: str
    value: str
    linked_to: list[str]


class SentWith(msgspec.Struct, frozen=True):
    """The API key that sent the line item's first record, and what it is stamped with; null is stamped with nothing.

    `decision` says what the stamp wins over, and is null without a stamp.
    """

    key_id: UUID
    key: str
    team: str | None
    project: str | None
    decision: str | None


class LineItemExplanation(msgspec.Struct, frozen=True):
    """Everything behind one line item."""

    id: UUID
    decision: str
    booked: UsageView
    stated: UsageView
    statements: list[StatementView]
    superseded: list[SupersededView]
    session_and_model: dict[str, SideView]
    list_cost: ListCostView
    identity_path: list[IdentityStep]
    identity_declared: bool
    sent_with: SentWith | None


def explain_line_item(
    ledger: ExplanationQuestions,
    organization_id: UUID,
    line_item_id: UUID,
    prices: PriceList,
    *,
    keys: Mapping[UUID, ApiKey],
) -> LineItemExplanation | None:
    """The explanation; None if the organization has no such line item. `keys` are the organization's by their ids."""
    booked = ledger.booked(organization_id, line_item_id)
    if booked is None:
        return None
    found = explain(booked.identity, ledger.sightings(organization_id, booked.group), prices)
    if found is None:
        return None
    stated = [(name, value) for name, value in booked.keys.items() if name in set(LinkKind)]
    sender = keys.get(booked.api_key_id) if booked.api_key_id else None
    return _view(line_item_id, booked, found, ledger.links(organization_id, stated), sender)


def _view(
    line_item_id: UUID, booked: Booked, found: Explanation, links: list[Link], sender: ApiKey | None
) -> LineItemExplanation:
    return LineItemExplanation(
        id=line_item_id,
        decision=found.decision,
        booked=_usage(found.booked),
        stated=_usage(found.stated),
        statements=[_statement(statement) for statement in found.statements],
        superseded=[_superseded(one) for one in found.superseded],
        session_and_model={
            "events": _side(found.events),
            "metrics": _side(found.metrics),
            "spans": _side(found.spans),
        },
        list_cost=_list_cost(booked, found),
        identity_path=[
            IdentityStep(key, value, [link.name for link in links if (link.kind, link.key) == (key, value)])
            for key, value in booked.keys.items()
        ],
        identity_declared=booked.declared,
        sent_with=_sent_with(sender) if sender else None,
    )


def _sent_with(key: ApiKey) -> SentWith:
    stamp = key.stamp
    words = [f"{name} {value}" for name, value in (("team", stamp.team), ("project", stamp.project)) if value]
    decision = (
        f"The API key stamps what it sends with {' and '.join(words)}. That wins over mapping rules and over what the "
        "client declares."
    )
    return SentWith(key.id, f"{key.name} ({key.prefix}…)", stamp.team, stamp.project, decision if words else None)


def _usage(usage: Usage) -> UsageView:
    tokens = Tokens(usage.input, usage.output, usage.cache_read, usage.cache_creation)
    return UsageView(amount_text(usage.cost), tokens)


def _statement(statement: Statement) -> StatementView:
    return StatementView(
        statement.evidence,
        statement.time.isoformat(),
        statement.request_id,
        _usage(statement.usage),
        [
            SightingView(at.batch_id, at.connection_id, at.received_at.isoformat(), at.position, again=n > 0)
            for n, at in enumerate(statement.sightings)
        ],
    )


def _superseded(one: Superseded) -> SupersededView:
    return SupersededView(one.why, _statement(one.statement))


def _side(side: Side) -> SideView:
    return SideView(side.statements, _usage(side.usage))


def _list_cost(booked: Booked, found: Explanation) -> ListCostView:
    priced = found.list_cost
    stored = amount_text(booked.list_cost)
    if not isinstance(priced, ListCost):
        return ListCostView(stored, None, [], None, [], priced.reason)
    entry = priced.price
    since = entry.effective_from.isoformat() if entry.effective_from else None
    price = PriceView(entry.id, entry.model, since, entry.source, list(entry.overrides))
    lines = [_line(line) for line in priced.lines]
    return ListCostView(stored, usd_text(priced.amount), lines, price, list(priced.assumptions), None)


def _line(line: PricedLine) -> PricedLineView:
    per_mtok = amount_text(line.price_per_mtok)
    return PricedLineView(
        line.kind, line.quantity, usd_text(line.unit_price), per_mtok, usd_text(line.amount), line.note
    )
