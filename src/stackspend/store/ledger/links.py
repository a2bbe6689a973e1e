"""Names that links lead to, as SQL: whose usage that names nobody is, by what was seen together with a name.

A statement that says `linked_name` or `session_name` begins with what `linking` answers. Links are as many as sessions,
so only those are read that lead from the usage in question, and they are looked up in a constant instead of joined.
"""

from collections.abc import Iterable, Mapping

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

LINKED = "linked_name"
"""The name that the strongest link leads to; null if none does."""


def _place(kind: LinkKind) -> str:
    return f"concat('{kind}=', ifNull(item.{_COLUMNS[kind]}, ''))"


def _first_name(places: Iterable[str], otherwise: Mapping[str, str]) -> str:
    """The name of the first of these places that leads to one, or that is known of it otherwise."""
    # Each mention of `linked_by` costs the engine a copy of its whole statement before it reads a row: hence only one.
    found = "arrayMap((place, known) -> transform(place, linked_by.1, linked_by.2, known), "
    places = list(places)
    known = (otherwise.get(place, "''") for place in places)
    return f"nullIf(arrayFirst(name -> name != '', {found}[{', '.join(places)}], [{', '.join(known)}])), '')"


def rests_on_links(expression: str) -> bool:
    """Whether a statement with this expression needs `linking`."""
    return LINKED in expression or "session_name" in expression


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


def linking(rows: str, *, session_name: str | None = None) -> str:
    """WITH the links of these rows, told as `table AS item WHERE …`; they may be more than are read, but not fewer.

    `session_name` is the name of a row's session or trace, if that is known without links.
    """
    kinds = [kind for kind in _COLUMNS if session_name is None or kind not in _OF_SESSIONS]
    keys = ", ".join(f"('{kind}', ifNull(CAST(item.{_COLUMNS[kind]}, 'Nullable(String)'), ''))" for kind in kinds)
    linked_by = _LINKED_BY.format(places=keys, rows=rows, named=NAMED)
    places = {kind: _place(kind) for kind in _COLUMNS}
    otherwise = {}
    if session_name is not None:
        places |= dict.fromkeys(_OF_SESSIONS, "''")
        otherwise["''"] = f"ifNull({session_name}, '')"
    by_session = session_name or _first_name((places[kind] for kind in _OF_SESSIONS), {})
    by_any = _first_name(dict.fromkeys(places.values()), otherwise)
    return f"WITH {linked_by}, {by_session} AS session_name, {by_any} AS {LINKED}"


def unnamed_places() -> str:
    """The sessions and traces of a line item that names nobody, as an array of (kind, key)."""
    places = ", ".join(f"('{kind}', ifNull(item.{_COLUMNS[kind]}, ''))" for kind in _OF_SESSIONS)
    return f"arrayFilter(link -> link.2 != '', [{places}])"
