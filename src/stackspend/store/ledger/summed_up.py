"""The half of spend that is summed up: added up by spender and usage kind first, so that names join few rows."""

from collections.abc import Sequence

from stackspend.access.organizations import CostBasis
from stackspend.ledger.observation import TOKEN_KINDS
from stackspend.reports.question import Field, Granularity, Period
from stackspend.store.ledger.expressions import Part, View, as_text, part_of, step_of, within
from stackspend.store.ledger.grains import Grain
from stackspend.store.ledger.links import linking, rests_on_links
from stackspend.store.ledger.roll_up import COUNTS

_NET = {CostBasis.REPORTED: "item.net_reported", CostBasis.LIST: "item.net_list"}
_WHO, _WHAT = (Part.WHO,), (Part.BROADLY, Part.WHAT)
_NAMES = ((_WHO, "spenders", "who"), (_WHAT, "usage_kinds", "what"))
_IN_ORGANIZATION = "item.organization_id = {organization_id:UUID}"

# What a row of the sums names by itself.
_OWN = {Part.SESSION: "session_id", Part.VERSION: "client_version"}


def summed_up(
    view: View,
    grain: Grain,
    dimensions: Sequence[Field],
    filtered: Sequence[tuple[Part, str]],
    period: Period,
    every: Granularity | None,
) -> str:
    """SELECT the columns of `spend` for the days and generations that are bound as `fresh`."""
    view.parameters["grain"] = grain.name
    conditions = [_IN_ORGANIZATION, "item.grain = {grain:String}"]
    day = "usage_date" if period.zone == "UTC" else "day"
    conditions += within(view, period, f"item.{day}")
    conditions += ["(item.usage_date, item.generation) IN {fresh:Array(Tuple(Date32, UInt64))}"]
    conditions += [condition for part, condition in filtered if part in _OWN]
    keys = [day, "hour"] if every else []
    joined: list[str] = []
    named: dict[int, str] = {}
    for n, one in enumerate(dimensions):
        if own := _OWN.get(part_of(one)):
            keys.append(own)
            named[n] = as_text(f"fact.{own}")
        elif part_of(one) is Part.NOTHING:
            named[n] = as_text(view.dimension(one))
    for parts, table, key in _NAMES:
        wanted = {n: view.dimension(one) for n, one in enumerate(dimensions) if part_of(one) in parts}
        if wanted:
            keys.append(key)
            named |= {n: f"{table}.name_{n}" for n in wanted}
            joined.append(_joined(table, key, wanted))
        if held := [condition for part, condition in filtered if part in parts]:
            conditions.append(f"item.{key} IN ({_named(f'item.{key}', table, held)})")
    counts = {name: f"item.{name}" for name in COUNTS}
    measures = {"net_amount": _NET[view.basis], **{kind: f"item.{kind}" for kind in TOKEN_KINDS}}
    if every:
        # Hardly two rows of a day would be added up: the grain tells no more apart than was asked for.
        values = [f"{expression} AS {name}" for name, expression in (measures | counts).items()]
    else:
        values = [f"sumOrNull({expression}) AS {name}" for name, expression in measures.items()]
        values += [f"sum({expression}) AS {name}" for name, expression in counts.items()]
    steps = [f"{step_of(every, f'fact.{day}', 'fact.hour')} AS step"] if every else []
    columns = [*steps, *(f"{named[n]} AS name_{n}" for n in range(len(dimensions)))]
    return f"""
SELECT {", ".join([*columns, *(f"fact.{name} AS {name}" for name in (*measures, *COUNTS))])}
FROM (
    SELECT {", ".join([*(f"item.{key} AS {key}" for key in keys), *values])}
    FROM spend_sums AS item
    WHERE {" AND ".join(conditions)}
    {f"GROUP BY {', '.join(keys)}" if keys and not every else ""}
) AS fact
{" ".join(joined)}"""


def _joined(table: str, key: str, wanted: dict[int, str]) -> str:
    names = ", ".join(f"{as_text(expression)} AS name_{n}" for n, expression in wanted.items())
    select = _named(f"item.{key} AS {key}, {names}", table, [])
    return f"LEFT ANY JOIN ({select}) AS {table} ON {table}.{key} = fact.{key}"


def _named(columns: str, table: str, conditions: Sequence[str]) -> str:
    """SELECT of spenders or usage kinds."""
    linked = ""
    if rests_on_links(f"{columns}{conditions}"):
        linked = linking(f"{table} AS item WHERE {_IN_ORGANIZATION}", session_name="item.session_name")
    return f"{linked} SELECT {columns} FROM {table} AS item WHERE {' AND '.join([_IN_ORGANIZATION, *conditions])}"
