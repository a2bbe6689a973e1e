"""Line items as columns of their table.

Many line items of an insert share one person and one context: their columns are read from the different ones only.
"""

from collections.abc import Sequence
from datetime import datetime

from stackspend.ledger.line_item import LineItem
from stackspend.store.ledger.native import (
    Column,
    amounts,
    days,
    flags,
    identifiers,
    instants,
    lists,
    maps_of,
    numbered_objects,
    optional_identifiers,
    optional_texts,
    optional_whole_numbers,
    repeated_texts,
    whole_numbers,
    words,
    words_of,
)
from stackspend.store.ledger.rows import each

_IDENTITY = {
    "user": "name",
    "user_email": "email",
    "enduser_id": "enduser_id",
    "account_uuid": "account_uuid",
    "account_id": "account_id",
    "user_id": "user_id",
}
_CONTEXT = (
    "query_source", "query_source_detail", "skill", "plugin", "marketplace", "agent", "mcp_server", "mcp_tool",
    "effort", "speed", "terminal", "client_version", "claude_organization", "plan",
)  # fmt: skip
_COUNTS = ("input", "output", "cache_read", "cache_creation", "cache_creation_5m", "cache_creation_1h")
_WORDS = ("state", "provider_type", "source", "evidence", "model", "list_price", "unpriced")


def line_item_columns(items: Sequence[LineItem]) -> list[Column]:
    """Columns of line_items."""
    usages, times = each("usage", items), each("usage_time", items)
    return [
        *(identifiers(name, each(name, items)) for name in ("organization_id", "id", "identity", "connection_id")),
        days("usage_date", map(datetime.date, times)),
        whole_numbers("version", each("version", items)),
        *(words(name, each(name, items)) for name in _WORDS),
        instants("usage_time", times),
        optional_identifiers("key_id", each("key_id", items)),
        repeated_texts("group_session", each("group_session", items)),
        *(optional_texts(name, each(name, items)) for name in ("session_id", "request_id", "trace_id")),
        *_shared(items),
        amounts("reported_cost", each("cost", usages)),
        flags("cost_from_metrics", each("cost_from_metrics", items)),
        amounts("list_cost", each("list_cost", items)),
        lists("assumptions", each("assumptions", items)),
        *(optional_whole_numbers(kind, each(kind, usages)) for kind in _COUNTS),
        identifiers("batch_id", each("batch_id", items)),
        whole_numbers("position", each("position", items)),
        instants("received_at", each("received_at", items)),
        flags("dated_by_arrival", each("dated_by_arrival", items)),
    ]


def _shared(items: Sequence[LineItem]) -> list[Column]:
    """The columns of what line items share."""
    who, people = numbered_objects(each("who", items))
    what, contexts = numbered_objects(each("context", items))
    tagged, tags = numbered_objects(each("tags", items))
    return [
        *(words_of(name, who, each(field, people)) for name, field in _IDENTITY.items()),
        flags("user_declared", each("who.declared", items)),
        *(words_of(name, what, each(name, contexts)) for name in _CONTEXT),
        maps_of("tags", tagged, tags),
    ]
