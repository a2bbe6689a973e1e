"""Spend as one relation by spender, model and session: what lists of people and of sessions are made of.

As in `stackspend.store.ledger.spend`, days at rest are read from their sums and all others from their line items.
"""

from collections.abc import Mapping, Sequence

from stackspend.ledger.observation import TOKEN_KINDS
from stackspend.reports.question import Filters, Period
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import View, as_text, booked, conditions_of, local_day, where, within
from stackspend.store.ledger.freshness import by_freshness
from stackspend.store.ledger.grains import BY_SESSION
from stackspend.store.ledger.known import Known
from stackspend.store.ledger.roll_up import COUNTS, COUNTS_BY_SESSION
from stackspend.store.ledger.spend import needed
from stackspend.store.ledger.summed_up import NET, conditions_on_sums, joined

_COUNTS = COUNTS | COUNTS_BY_SESSION


def session_spend(
    database: LedgerDatabase,
    view: View,
    period: Period,
    filters: Filters,
    *,
    who: Mapping[str, str],
    what: Mapping[str, str],
    conditions: Sequence[str] = (),
    known: Known | None = None,
) -> str:
    """The relation `item`, goes behind FROM: `session_id`, `client_version`, `day`, `first_used`, `last_used`,
    `net_amount`, token kinds and counts, under the names of `who` and `what` their expressions over a line item, and
    only where `conditions` on its session hold."""
    filtered = conditions_of(view, filters)
    local = local_day(period)
    during = within(view, period, local)
    view.parameters["zone"] = period.zone
    own = {"session_id": "item.session_id", "client_version": as_text("item.client_version")}
    tokens = {kind: f"item.{kind}" for kind in TOKEN_KINDS}
    times = {"day": local, "first_used": "item.usage_time", "last_used": "item.usage_time"}
    singly = {**who, **what, **own, **times, "net_amount": view.amount, **tokens, **_COUNTS}
    booked_items = [*where(view, None, filters), *during, *conditions]
    # One session is found by its index, quicker than in the sums of all days.
    if filters.session is not None or not BY_SESSION.serves(needed([], filtered, None)):
        return f"({booked(_listed(singly), booked_items)}) AS item"
    day = "item.usage_date" if period.zone == "UTC" else "item.day"
    sums = own | {"day": day, "first_used": "item.first_used", "last_used": "item.last_used"}
    sums |= {"net_amount": NET[view.basis], **tokens, **{name: f"item.{name}" for name in _COUNTS}}
    keys = {key: f"item.{key}" for key, named in (("who", who), ("what", what)) if named}
    spenders = known.spenders(view, filters, filtered) if known else None
    joins = [joined("spenders", "who", who)] if who else []
    joins += [joined("usage_kinds", "what", what)] if what else []
    summed_up = f"""
SELECT {", ".join(singly)}
FROM (
    SELECT {_listed(keys | sums)}
    FROM summed_spend AS item
    WHERE {" AND ".join([*conditions_on_sums(view, BY_SESSION, filtered, period, spenders), *conditions])}
) AS fact
{" ".join(joins)}"""
    return by_freshness(
        database,
        view,
        period,
        known.freshness if known else None,
        any_zone=period.zone == "UTC",
        summed_up=summed_up,
        one_by_one=lambda stale: booked(_listed(singly), [stale, *booked_items]),
    )


def _listed(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
