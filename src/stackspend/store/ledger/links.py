"""Names that links lead to, as SQL: whose usage that names nobody is, by what was seen together with a name.

A statement that says `linked_by` or `session_name` begins with what `linking` answers. Links are as many as sessions,
so only those are read that lead from the usage in question, and they are looked up in a constant instead of joined.
"""

from stackspend.ledger.link import LinkKind
from stackspend.store.ledger.grains import NAMED

_COLUMNS = {
    LinkKind.ACCOUNT_UUID: "account_uuid",
    LinkKind.ACCOUNT_ID: "account_id",
    LinkKind.TRACE: "trace_id",
    LinkKind.SESSION: "session_id",
    LinkKind.USER_ID: "user_id",
}
_OF_SESSIONS = (LinkKind.TRACE, LinkKind.SESSION)


def _lookup(kind: LinkKind) -> str:
    place = f"concat('{kind}=', ifNull(item.{_COLUMNS[kind]}, ''))"
    return f"nullIf(transform({place}, linked_by.1, linked_by.2, ''), '')"


BY_SESSION = f"coalesce({', '.join(map(_lookup, _OF_SESSIONS))})"

LINKED = (
    f"coalesce({_lookup(LinkKind.ACCOUNT_UUID)}, {_lookup(LinkKind.ACCOUNT_ID)}, session_name, "
    f"{_lookup(LinkKind.USER_ID)})"
)
"""The name that the strongest link leads to; null if none does."""


def rests_on_links(expression: str) -> bool:
    """Whether a statement with this expression needs `linking`."""
    return "linked_by" in expression or "session_name" in expression


# A key that leads to two e-mails leads nowhere: it may be either's.
_LINKED_BY = """(
    SELECT (groupArray(place), groupArray(linked)) FROM (
        SELECT concat(kind, '=', key) AS place, groupUniqArrayIf(name, name LIKE '%@%') AS emails,
            groupUniqArray(name) AS names,
            multiIf(length(emails) = 1, emails[1], length(emails) = 0 AND length(names) = 1, names[1], '') AS linked
        FROM links
        WHERE organization_id = {{organization_id:UUID}} AND (kind, key) IN (
            SELECT arrayJoin(arrayFilter(link -> link.2 != '', [{places}])) FROM {rows} AND NOT {named}
        )
        GROUP BY kind, key
        HAVING linked != ''
    )
) AS linked_by"""


def linking(rows: str, *, session_name: str = BY_SESSION) -> str:
    """WITH the links of these rows, told as `table AS item WHERE …`; they may be more than are read, but not fewer.

    `session_name` is the name of a row's session or trace, if that is known without links.
    """
    kinds = [kind for kind in _COLUMNS if session_name == BY_SESSION or kind not in _OF_SESSIONS]
    places = ", ".join(f"('{kind}', ifNull(CAST(item.{_COLUMNS[kind]}, 'Nullable(String)'), ''))" for kind in kinds)
    linked_by = _LINKED_BY.format(places=places, rows=rows, named=NAMED)
    return f"WITH {linked_by}, {session_name} AS session_name"


def unnamed_places() -> str:
    """The sessions and traces of a line item that names nobody, as an array of (kind, key)."""
    places = ", ".join(f"('{kind}', ifNull(item.{_COLUMNS[kind]}, ''))" for kind in _OF_SESSIONS)
    return f"arrayFilter(link -> link.2 != '', [{places}])"
