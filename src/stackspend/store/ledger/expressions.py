"""Parts of SQL that several questions share, so that they mean the same everywhere.

`BOOKED` is the one place that removes copies: FINAL keeps, of each line item's rows, the one with the highest version.
A `View` is a perspective in SQL: the expressions of a line item's amount, name and team, and the parameters they need.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from stackspend.access.organizations import CostBasis
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.reports.question import (
    Among,
    Attribution,
    Containing,
    Dimension,
    Field,
    Filters,
    Granularity,
    Period,
    Perspective,
    Tag,
    TagNames,
)
from stackspend.store.ledger.grains import NAMED
from stackspend.store.ledger.links import LINKED, linking, rests_on_links

BOOKED = "line_items AS item FINAL"
"""Every question about spend reads from here, with `WHERE item.organization_id = …` and `item.state = 'booked'`."""

_AND = "\n  AND "

_AMOUNT = {
    CostBasis.REPORTED: "coalesce(item.reported_cost, item.list_cost)",
    CostBasis.LIST: "coalesce(item.list_cost, item.reported_cost)",
}


class Part(Enum):
    """What a dimension follows from: who used something, or what was used; else it stands by itself."""

    WHO = "who"
    BROADLY = "broadly"
    WHAT = "what"
    VERSION = "version"
    SESSION = "session"
    NOTHING = "nothing"


_PARTS = {
    Dimension.PROVIDER: Part.WHO,
    Dimension.CONNECTION: Part.WHO,
    Dimension.SERVICE: Part.BROADLY,
    Dimension.CATEGORY: Part.NOTHING,
    Dimension.MODEL: Part.BROADLY,
    Dimension.USER: Part.WHO,
    Dimension.TEAM: Part.WHO,
    Dimension.COST_CENTRE: Part.WHO,
    Dimension.PROJECT: Part.WHO,
    Dimension.SESSION: Part.SESSION,
    Dimension.SOURCE: Part.BROADLY,
    Dimension.CLIENT_VERSION: Part.VERSION,
    Dimension.EFFORT: Part.BROADLY,
    Dimension.SPEED: Part.BROADLY,
}


def part_of(wanted: Field) -> Part:
    """The part that tells a dimension apart."""
    return Part.WHO if isinstance(wanted, Tag | TagNames) else _PARTS.get(wanted, Part.WHAT)


# The keys that people use in OTEL_RESOURCE_ATTRIBUTES, best first.
_DECLARED = {
    Dimension.TEAM: ("team", "team.id", "team.name", "team_id"),
    Dimension.COST_CENTRE: ("cost_centre", "cost_center", "cost.center", "cost_center.id"),
    Dimension.PROJECT: ("project", "project.id", "project_id"),
}

_NOTHING = "CAST(NULL, 'Nullable(String)')"

_STATED = "item.user"
_USER = {
    Attribution.STATED: _STATED,
    Attribution.LINKED: f"if({NAMED}, {_STATED}, coalesce({LINKED}, {_STATED}))",
}
_DECLARED_OR_STATED = f"multiIf(item.user_declared AND {NAMED}, 'declared', {NAMED}, 'stated', "
_HOW = {
    Attribution.STATED: f"{_DECLARED_OR_STATED} {_STATED} IS NULL, 'none', 'stated')",
    Attribution.LINKED: f"{_DECLARED_OR_STATED} {LINKED} IS NOT NULL, 'linked', {_STATED} IS NULL, 'none', 'stated')",
}


class View:
    """A perspective of one organization as SQL. `parameters` grows with what is asked of the view: hand it over when
    the statement is complete."""

    def __init__(self, organization_id: UUID, perspective: Perspective) -> None:
        self.perspective = perspective
        self.basis = perspective.basis
        self.amount = _AMOUNT[perspective.basis]
        self.user = _USER[perspective.attribution]
        self.how = _HOW[perspective.attribution]
        self.parameters: dict[str, Any] = {"organization_id": organization_id}
        self._rules = perspective.rules
        self._stamps = perspective.stamps
        self._connections = perspective.connections
        self._tags: dict[str, str] = {}

    def field(self, wanted: Dimension) -> str:
        """The team, cost centre or project: as the key is stamped, by the first rule that names one, as declared."""
        return f"coalesce({self.stamped(wanted)}, {self.mapped(wanted)}, {_declared(wanted)})"

    def stamped(self, wanted: Dimension) -> str:
        """The same by the stamp of the key alone; null if it has none."""
        stamps = [stamp for stamp in self._stamps if getattr(stamp, wanted) is not None]
        return self._by("stamp", MappingKind.KEY, wanted, stamps) if stamps else _NOTHING

    def mapped(self, wanted: Dimension) -> str:
        """The same by rules alone; null if none holds."""
        rules = [rule for rule in self._rules if getattr(rule, wanted) is not None]
        by_kind = [(kind, [rule for rule in rules if rule.kind is kind]) for kind in MappingKind]
        found = [self._by(kind, kind, wanted, of_kind) for kind, of_kind in by_kind if of_kind]
        return f"coalesce({', '.join(found)})" if found else _NOTHING

    def how_mapped(self, wanted: Dimension) -> str:
        """`stamped`, `mapped`, `declared` or `none`."""
        ways = {"stamped": self.stamped(wanted), "mapped": self.mapped(wanted), "declared": _declared(wanted)}
        arms = ", ".join(f"{expression} IS NOT NULL, '{how}'" for how, expression in ways.items())
        return f"multiIf({arms}, 'none')"

    def dimension(self, wanted: Field) -> str:
        """The expression of a dimension; null where a line item has none."""
        if isinstance(wanted, Tag):
            place = self._tags.setdefault(wanted.name, f"tag_{len(self._tags)}")
            self.parameters[place] = wanted.name
            return f"nullIf(item.tags[{{{place}:String}}], '')"
        if isinstance(wanted, TagNames):
            return "arrayStringConcat(arraySort(mapKeys(item.tags)), '\\n')"
        if wanted in _DECLARED:
            return self.field(wanted)
        if wanted is Dimension.CONNECTION:
            return self._connection()
        columns = {
            Dimension.PROVIDER: "item.provider_type",
            Dimension.SERVICE: "item.source",
            Dimension.CATEGORY: "'AI'",
            Dimension.USER: self.user,
            Dimension.SESSION: "item.session_id",
        }
        return columns.get(wanted, f"item.{wanted.value}")

    def _connection(self) -> str:
        """The name of the provider, or its connection ID."""
        if not self._connections:
            return "toString(item.connection_id)"
        self.parameters["connection_ids"] = [str(connection_id) for connection_id, _ in self._connections]
        self.parameters["connection_names"] = [name for _, name in self._connections]
        named = "{connection_ids:Array(String)}, {connection_names:Array(String)}"
        return f"transform(toString(item.connection_id), {named}, toString(item.connection_id))"

    def _by(self, name: str, kind: MappingKind, wanted: Dimension, rules: list[MappingRule]) -> str:
        """The value of the first of these rules that holds, out of two lists bound by `name`; null if none does.

        `transform` looks a value up instead of comparing it with every rule.
        """
        patterns, values = f"{wanted}_{name}_patterns", f"{wanted}_{name}_values"
        self.parameters[patterns] = [rule.pattern for rule in rules]
        self.parameters[values] = [getattr(rule, wanted) for rule in rules]
        bound, named = f"{{{patterns}:Array(String)}}", f"{{{values}:Array(String)}}"
        if kind is MappingKind.TAG:
            pairs = "arrayMap((name, value) -> lowerUTF8(concat(name, '=', value)), "
            tags = f"{pairs} mapKeys(item.tags), mapValues(item.tags))"
            places = f"arrayMap(tag -> transform(tag, {bound}, arrayEnumerate({bound}), toUInt32(0)), {tags})"
            found = f"arrayElement({named}, arrayMin(arrayFilter(place -> place > 0, {places})))"
        else:
            user = f"lowerUTF8(ifNull({self.user}, ''))"
            key = {
                MappingKind.EMAIL: user,
                MappingKind.KEY: "ifNull(toString(item.key_id), '')",
                MappingKind.DOMAIN: f"if(position({user}, '@') > 0, substring({user}, position({user}, '@') + 1), '')",
            }
            found = f"transform({key[kind]}, {bound}, {named}, '')"
        return f"nullIf({found}, '')"


def as_text(expression: str) -> str:
    """A name of any type as a text that may be null, so that names of different tables fit together.

    Joins and groups then move numbers of names about, not names.
    """
    return f"CAST({expression}, 'LowCardinality(Nullable(String))')"


def _declared(wanted: Dimension) -> str:
    return "coalesce(" + ", ".join(f"nullIf(item.tags['{key}'], '')" for key in _DECLARED[wanted]) + ")"


def where(view: View, period: Period | None, filters: Filters) -> list[str]:
    """The conditions on booked line items, the organization first; their values are bound in the view's parameters."""
    conditions = ["item.organization_id = {organization_id:UUID}", "item.state = 'booked'"]
    if period:
        conditions += within(view, period, local_day(period))
    return conditions + [condition for _, condition in conditions_of(view, filters)]


def booked(columns: str, conditions: Sequence[str]) -> str:
    """SELECT these columns of the booked line items for which all conditions hold."""
    # The keys of links are looked for by the conditions that do not rest on links themselves.
    plain = [condition for condition in conditions if not rests_on_links(condition)]
    linked = linking(f"line_items AS item WHERE {_AND.join(plain)}") if rests_on_links(f"{columns}{conditions}") else ""
    return f"{linked}\nSELECT {columns}\nFROM {BOOKED}\nWHERE {_AND.join(conditions)}"


def conditions_of(view: View, filters: Filters) -> list[tuple[Part, str]]:
    """What filters ask for, and the part that each rests on."""
    exact = {
        Dimension.PROVIDER: filters.provider,
        Dimension.SERVICE: filters.service,
        Dimension.MODEL: filters.model,
        Dimension.USER: filters.user.casefold() if filters.user else filters.user,
        Dimension.SESSION: filters.session,
    }
    conditions = []
    for wanted, value in exact.items():
        if value is not None:
            expression = view.dimension(wanted)
            folded = f"lowerUTF8({expression})" if wanted is Dimension.USER else expression
            conditions.append((part_of(wanted), f"{folded} = {{{wanted}:String}}"))
            view.parameters[wanted] = value
    if filters.connection_id is not None:
        conditions.append((Part.WHO, "item.connection_id = {connection_id:UUID}"))
        view.parameters["connection_id"] = filters.connection_id
    if filters.containing is not None:
        conditions.append((part_of(filters.containing.dimension), _containing(view, filters.containing)))
    return conditions + [(part_of(one.dimension), _among(view, n, one)) for n, one in enumerate(filters.among)]


def _containing(view: View, wanted: Containing) -> str:
    """Whether the value of a line item contains the text."""
    view.parameters["contained"] = _plain(wanted.text)
    value = f"replaceAll(lowerUTF8(ifNull({as_text(view.dimension(wanted.dimension))}, '')), '_', ' ')"
    return f"position({value}, {{contained:String}}) > 0"


def _plain(typed: str) -> str:
    return typed.lower().replace("_", " ")


def _among(view: View, place: int, wanted: Among) -> str:
    """Whether a line item has one of the values."""
    expression = as_text(view.dimension(wanted.dimension))
    values = [value for value in wanted.values if value is not None]
    if wanted.dimension is Dimension.USER:
        expression, values = f"lowerUTF8({expression})", [value.casefold() for value in values]
    view.parameters[f"among_{place}"] = values
    among = f"{expression} IN {{among_{place}:Array(String)}}"
    return f"({among} OR {expression} IS NULL)" if None in wanted.values else f"ifNull({among}, false)"


def local_day(period: Period) -> str:
    """The day of a line item in the period's time zone."""
    return "item.usage_date" if period.zone == "UTC" else "toDate32(item.usage_time, {zone:String})"


def around(period: Period) -> tuple[date, date]:
    """The first and the last UTC day that a period of any zone touches: no zone is a whole day away from UTC."""
    a_day = timedelta(days=1)
    return max(period.start, date.min + a_day) - a_day, min(period.end, date.max - a_day) + a_day


def within(view: View, period: Period, day: str) -> list[str]:
    """The conditions of a period, the UTC day first: the engine finds line items and sums by it."""
    utc = "item.usage_date BETWEEN {first_utc:Date32} AND {last_utc:Date32}"
    first, last = (period.start, period.end) if period.zone == "UTC" else around(period)
    view.parameters |= {"first_utc": first, "last_utc": last}
    if period.zone == "UTC":
        return [utc]
    view.parameters |= {"zone": period.zone, "start": period.start, "end": period.end}
    return [utc, f"{day} BETWEEN {{start:Date32}} AND {{end:Date32}}"]


def step_of(every: Granularity, day: str, hour: str) -> str:
    """Where the step of a series begins that a day or an hour lies in."""
    return {
        Granularity.HOUR: hour,
        Granularity.DAY: day,
        Granularity.WEEK: f"addDays({day}, 1 - toDayOfWeek({day}))",
        Granularity.MONTH: f"addDays({day}, 1 - toDayOfMonth({day}))",
    }[every]
