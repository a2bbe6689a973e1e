"""The half of spend that is summed up: added up by spender and usage kind first, so that names join few rows."""

from collections.abc import Callable, Mapping, Sequence

from stackspend.access.organizations import CostBasis
from stackspend.ledger.observation import TOKEN_KINDS
from stackspend.reports.question import Field, Granularity, Period
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import Part, View, part_of, step_of, within
from stackspend.store.ledger.grains import Grain
from stackspend.store.ledger.links import linking, rests_on_links
from stackspend.store.ledger.roll_up import COUNTS

NET = {CostBasis.REPORTED: "item.net_reported", CostBasis.LIST: "item.net_list"}
_WHO, _WHAT = (Part.WHO,), (Part.BROADLY, Part.WHAT)
_NAMES = ((_WHO, "spenders", "who"), (_WHAT, "usage_kinds", "what"))
NamedBy = Callable[[int, str], str]
"""What a group is told by, of a dimension's place and its expression."""

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
    spenders: Sequence[int] | None,
    named_by: NamedBy,
) -> str:
    """SELECT the columns of `spend` for the days and generations that are bound as `fresh`, of these spenders alone if
    it is known whom the filters leave."""
    conditions = conditions_on_sums(view, grain, filtered, period, spenders)
    day = "usage_date" if period.zone == "UTC" else "day"
    keys = [day, "hour"] if every else []
    joins: list[str] = []
    named: dict[int, str] = {}
    for n, one in enumerate(dimensions):
        if own := _OWN.get(part_of(one)):
            keys.append(own)
            named[n] = named_by(n, f"fact.{own}")
        elif part_of(one) is Part.NOTHING:
            named[n] = named_by(n, view.dimension(one))
    for parts, table, key in _NAMES:
        wanted = {n: named_by(n, view.dimension(one)) for n, one in enumerate(dimensions) if part_of(one) in parts}
        if wanted:
            keys.append(key)
            named |= {n: f"{table}.name_{n}" for n in wanted}
            joins.append(joined(table, key, {f"name_{n}": expression for n, expression in wanted.items()}))
    counts = {name: f"item.{name}" for name in COUNTS}
    measures = {"net_amount": NET[view.basis], **{kind: f"item.{kind}" for kind in TOKEN_KINDS}}
    # Of a day, hardly two rows would be added up, nor of what somebody used with all that is known of it.
    grouped = not every and not (grain.who and grain.what)
    if not grouped:
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
    FROM summed_spend AS item
    WHERE {" AND ".join(conditions)}
    {f"GROUP BY {', '.join(keys)}" if keys and grouped else ""}
) AS fact
{" ".join(joins)}"""


def conditions_on_sums(
    view: View,
    grain: Grain,
    filtered: Sequence[tuple[Part, str]],
    period: Period,
    spenders: Sequence[int] | None = None,
) -> list[str]:
    """What must hold for `summed_spend AS item` of a grain; what is fresh is bound already."""
    view.parameters["grain"] = grain.name
    conditions = [_IN_ORGANIZATION, "item.grain = {grain:String}"]
    conditions += ["item.week BETWEEN {first_utc:Date32} - 6 AND {last_utc:Date32}"]
    conditions += within(view, period, "item.usage_date" if period.zone == "UTC" else "item.day")
    conditions += ["(item.usage_date, item.generation) IN {fresh:Array(Tuple(Date32, UInt64))}"]
    conditions += [condition for part, condition in filtered if part in _OWN]
    if spenders is not None:
        view.parameters["spenders"] = spenders
        conditions.append("item.who IN {spenders:Array(UInt64)}")
        filtered = [(part, condition) for part, condition in filtered if part not in _WHO]
    for parts, table, key in _NAMES:
        if held := [condition for part, condition in filtered if part in parts]:
            conditions.append(f"item.{key} IN ({_named(f'item.{key}', table, held)})")
    return conditions


def spenders_of(database: LedgerDatabase, view: View, conditions: Sequence[str]) -> list[int]:
    """The keys of the spenders for whom these conditions hold."""
    rows = database.rows(_named("item.who AS who", "spenders", conditions), view.parameters)
    return sorted({row["who"] for row in rows})


def joined(table: str, key: str, wanted: Mapping[str, str]) -> str:
    """JOIN the spenders or usage kinds to `fact` by their key, with these expressions over one under their names."""
    names = ", ".join(f"{expression} AS {name}" for name, expression in wanted.items())
    select = _named(f"item.{key} AS {key}, {names}", table, [])
    return f"LEFT ANY JOIN ({select}) AS {table} ON {table}.{key} = fact.{key}"


def _named(columns: str, table: str, conditions: Sequence[str]) -> str:
    """SELECT of spenders or usage kinds."""
    linked = ""
    if rests_on_links(f"{columns}{conditions}"):
        linked = linking(f"{table} AS item WHERE {_IN_ORGANIZATION}", session_name="item.session_name")
    return f"{linked} SELECT {columns} FROM {table} AS item WHERE {' AND '.join([_IN_ORGANIZATION, *conditions])}"
