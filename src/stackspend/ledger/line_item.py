"""A booked row of the ledger, and how a booking becomes one."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from stackspend.ledger.observation import TOKEN_KINDS, Context, Evidence, Identity, Observation, Usage, identity_hash
from stackspend.ledger.reconcile import Booking
from stackspend.pricing import Consumption, ListCost, PriceList, Unpriced, documented_cache_ttl

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND, _MILLISECOND = timedelta(microseconds=1), timedelta(milliseconds=1)
_SETTLED, _OPEN = 1 << 62, 1 << 63
_ARRIVAL_BITS = 41
"""Enough for the milliseconds until 2039; 22 bits remain for how much was known: four million observations."""


class State(StrEnum):
    """Whether a line item counts, or better evidence covers all of it."""

    BOOKED = "booked"
    SUPERSEDED = "superseded"


class LineItem(msgspec.Struct, frozen=True, gc=False):
    """One line item. USD as Decimal, tokens as int, instants aware UTC; None is unknown.

    `usage.cost` is the reported cost, `list_cost` our price list x tokens; neither is billed. `identity` is that of the
    observation or cell behind it, `id` the same within one organization. Of the rows with one `id` that the ledger may
    hold the one with the highest `version` is the line item.
    """

    organization_id: UUID
    id: UUID
    version: int
    state: State
    identity: UUID
    usage_time: datetime
    connection_id: UUID
    key_id: UUID | None
    provider_type: str
    source: str
    evidence: Evidence
    group_session: str
    session_id: str | None
    model: str | None
    who: Identity
    context: Context
    tags: dict[str, str]
    usage: Usage
    stated: Usage
    cost_from_metrics: bool
    list_cost: Decimal | None
    list_price: str | None
    unpriced: str | None
    assumptions: tuple[str, ...]
    request_id: str | None
    trace_id: str | None
    batch_id: UUID
    position: int
    received_at: datetime
    dated_by_arrival: bool

    @property
    def usage_date(self) -> date:
        """The UTC day of use."""
        return self.usage_time.date()


def line_item(organization_id: UUID, booking: Booking, prices: PriceList, *, known: int) -> LineItem:
    """The row of a booking. `known` is how many distinct observations of the group it rests on."""
    seen = booking.observation
    arrival = seen.sighting
    priced = list_cost_of(seen, booking.usage, prices)
    return LineItem(
        organization_id=organization_id,
        id=line_item_id(organization_id, booking.identity),
        version=_version(booking, known),
        state=State.SUPERSEDED if booking.superseded else State.BOOKED,
        identity=booking.identity,
        usage_time=seen.time,
        connection_id=arrival.connection_id,
        key_id=arrival.key_id,
        provider_type="claude",
        source=seen.source,
        evidence=seen.evidence,
        group_session=seen.group.session,
        session_id=seen.session_id,
        model=seen.group.model or None,
        who=seen.who,
        context=seen.context,
        tags=seen.tags,
        usage=booking.usage,
        stated=booking.stated,
        cost_from_metrics=booking.cost_from_metrics,
        list_cost=priced.amount if isinstance(priced, ListCost) else None,
        list_price=priced.price.id if isinstance(priced, ListCost) else None,
        unpriced=priced.reason if isinstance(priced, Unpriced) else None,
        assumptions=priced.assumptions if isinstance(priced, ListCost) else (),
        request_id=seen.request_id,
        trace_id=seen.trace_id,
        batch_id=arrival.batch_id,
        position=arrival.position,
        received_at=arrival.received_at,
        dated_by_arrival=seen.dated_by_arrival,
    )


def _version(booking: Booking, known: int) -> int:
    """Versions make the outcome independent of order and of the node: of a settled booking the first arrival wins, of
    one that rests on its whole group the one that knew most, and of equals again the first arrival."""
    received = booking.observation.sighting.received_at - _EPOCH
    if booking.settled:
        return _SETTLED - received // _MICROSECOND
    latest = (1 << _ARRIVAL_BITS) - 1
    return _OPEN + (known << _ARRIVAL_BITS) + latest - received // _MILLISECOND


def line_item_id(organization_id: UUID, identity: UUID) -> UUID:
    """The id of the line item of an identity; two organizations that see the same telemetry share no id."""
    return identity_hash(organization_id, identity)


def list_cost_of(seen: Observation, usage: Usage, prices: PriceList) -> ListCost | Unpriced:
    """What the booked tokens cost at list price, or why nobody knows."""
    return prices.list_cost(seen.model, seen.time, _consumption(seen, usage))


def _consumption(seen: Observation, usage: Usage) -> Consumption:
    if seen.evidence is Evidence.METRIC and any(getattr(usage, kind) is not None for kind in TOKEN_KINDS):
        # A token series is sent only once it has a value: what a collection does not mention was not used.
        usage = msgspec.structs.replace(usage, **{kind: getattr(usage, kind) or 0 for kind in TOKEN_KINDS})
    subscription = seen.context.plan is not None or seen.who.account_uuid is not None
    return Consumption(
        input=usage.input,
        output=usage.output,
        cache_read=usage.cache_read,
        cache_creation=usage.cache_creation,
        cache_creation_5m=usage.cache_creation_5m,
        cache_creation_1h=usage.cache_creation_1h,
        speed=seen.context.speed,
        single_request=seen.evidence is not Evidence.METRIC,
        default_ttl=documented_cache_ttl(
            subscription=subscription, main_conversation=seen.context.query_source == "main"
        ),
    )
