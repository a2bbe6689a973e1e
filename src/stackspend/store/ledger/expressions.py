"""Parts of SQL that several questions share, so that they mean the same everywhere.

`BOOKED` is the one place that removes copies: FINAL keeps, of each line item's rows, the one with the highest version.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from stackspend.reports.question import Attribution, CostBasis, Dimension, Filters, Period

BOOKED = "line_items AS item FINAL"
"""Every question about spend reads from here, with `WHERE item.organization_id = …` and `item.state = 'booked'`."""

NET_AMOUNT = {
    CostBasis.REPORTED: "coalesce(item.reported_cost, item.list_cost)",
    CostBasis.LIST: "coalesce(item.list_cost, item.reported_cost)",
}

# The keys that people use for a team and a project in OTEL_RESOURCE_ATTRIBUTES, best first.
_TEAM_TAGS = ("team", "team.id", "team.name", "team_id")
_PROJECT_TAGS = ("project", "project.id", "project_id")


def _first_tag(keys: tuple[str, ...]) -> str:
    return "coalesce(" + ", ".join(f"nullIf(item.tags['{key}'], '')" for key in keys) + ")"


TEAM = _first_tag(_TEAM_TAGS)
PROJECT = _first_tag(_PROJECT_TAGS)

# What a link leads from, strongest first, and the column that holds its key.
_LINKED_COLUMNS = {
    "account_uuid": "account_uuid",
    "account_id": "account_id",
    "trace": "trace_id",
    "session": "session_id",
    "user_id": "user_id",
}
_STATED_NAME = "item.user"
_NAMED = "(item.user_email IS NOT NULL OR item.enduser_id IS NOT NULL)"
LINKED_NAME = "coalesce(" + ", ".join(f"nullIf(link_{kind}.linked, '')" for kind in _LINKED_COLUMNS) + ")"

USER = {
    Attribution.STATED: _STATED_NAME,
    Attribution.LINKED: f"if({_NAMED}, {_STATED_NAME}, coalesce({LINKED_NAME}, {_STATED_NAME}))",
}
HOW_ATTRIBUTED = {
    Attribution.STATED: (
        f"multiIf({_STATED_NAME} IS NULL, 'none', item.user_declared AND {_NAMED}, 'declared', 'stated')"
    ),
    Attribution.LINKED: (
        f"multiIf(item.user_declared AND {_NAMED}, 'declared', {_NAMED}, 'stated', "
        f"{LINKED_NAME} IS NOT NULL, 'linked', {_STATED_NAME} IS NULL, 'none', 'stated')"
    ),
}


def links(attribution: Attribution) -> str:
    """The joins that LINKED_NAME needs. A key that leads to two e-mails leads nowhere: it may be either's."""
    if attribution is Attribution.STATED:
        return ""
    return "\n".join(
        f"""LEFT ANY JOIN (
    SELECT key, groupUniqArrayIf(name, name LIKE '%@%') AS emails, groupUniqArray(name) AS names,
        multiIf(length(emails) = 1, emails[1], length(emails) = 0 AND length(names) = 1, names[1], '') AS linked
    FROM (SELECT key, name FROM links WHERE organization_id = {{organization_id:UUID}} AND kind = '{kind}')
    GROUP BY key
) AS link_{kind} ON link_{kind}.key = item.{column}"""
        for kind, column in _LINKED_COLUMNS.items()
    )


def dimension(grouped_by: Dimension, attribution: Attribution) -> str:
    """The expression of a dimension; null where a line item has none."""
    return {
        Dimension.PROVIDER: "item.provider_type",
        Dimension.SERVICE: "item.source",
        Dimension.CATEGORY: "'AI'",
        Dimension.MODEL: "item.model",
        Dimension.USER: USER[attribution],
        Dimension.TEAM: TEAM,
        Dimension.SESSION: "item.session_id",
        Dimension.SOURCE: "item.source",
        Dimension.QUERY_SOURCE: "item.query_source",
        Dimension.SKILL: "item.skill",
        Dimension.PLUGIN: "item.plugin",
        Dimension.AGENT: "item.agent",
    }[grouped_by]


def where(
    organization_id: UUID, period: Period | None, filters: Filters, attribution: Attribution
) -> tuple[str, dict[str, Any]]:
    """The conditions on booked line items, and their parameters. The organization is always the first of them."""
    conditions = ["item.organization_id = {organization_id:UUID}", "item.state = 'booked'"]
    parameters: dict[str, Any] = {"organization_id": organization_id}
    if period:
        conditions.append("item.usage_date BETWEEN {start:Date32} AND {end:Date32}")
        parameters |= {"start": period.start, "end": period.end}
    exact: Mapping[str, tuple[str, str | None]] = {
        "provider": ("item.provider_type", filters.provider),
        "service": ("item.source", filters.service),
        "model": ("item.model", filters.model),
        "user": (USER[attribution], filters.user.casefold() if filters.user else None),
        "session": ("item.session_id", filters.session),
    }
    for name, (expression, value) in exact.items():
        if value is not None:
            folded = f"lower({expression})" if name == "user" else expression
            conditions.append(f"{folded} = {{{name}:String}}")
            parameters[name] = value
    if filters.connection_id is not None:
        conditions.append("item.connection_id = {connection_id:UUID}")
        parameters["connection_id"] = filters.connection_id
    return "WHERE " + "\n  AND ".join(conditions), parameters
