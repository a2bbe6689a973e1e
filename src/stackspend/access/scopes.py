"""The scopes that an API key can carry, each a `resource:verb`, in one list."""

from collections.abc import Iterable

import msgspec

from stackspend.errors import InvalidInput


class Scope(msgspec.Struct, frozen=True):
    """One thing that a key may do; `title` and `description` are for people."""

    scope: str
    title: str
    description: str


USAGE_WRITE = "usage:write"
ADMIN = "admin"

SCOPES: tuple[Scope, ...] = (
    Scope(USAGE_WRITE, "Send telemetry", "Export metrics, logs and traces to a provider's endpoint."),
    Scope("line_items:read", "Read line items", "List booked line items with cost, tokens and who spent them."),
    Scope("rollups:read", "Read rollups", "Read daily totals by provider, model, user and the other groups."),
    Scope("spend:read", "Read spend", "Read spend summaries and forecasts."),
    Scope("providers:read", "Read providers", "List providers and when each was last heard of."),
    Scope("anomalies:read", "Read anomalies", "List anomalies and alerts."),
    Scope("anomalies:write", "Triage anomalies", "Acknowledge, resolve and dismiss anomalies and alerts."),
    Scope("budgets:read", "Read budgets", "List budgets and how far each is used."),
    Scope("budgets:write", "Change budgets", "Create, change and delete budgets."),
    Scope("mappings:read", "Read mapping rules", "List whose usage goes to which team, cost centre and project."),
    Scope("mappings:write", "Change mapping rules", "Import, add, change and remove mapping rules."),
    Scope("prices:read", "Read price overrides", "List negotiated rates, discounts and model names."),
    Scope("prices:write", "Change price overrides", "Replace negotiated rates, discounts and model names."),
    Scope("keys:write", "Manage API keys", "List, create, rotate and revoke API keys within the key's own scopes."),
    Scope(ADMIN, "Administer", "Everything that any of the other scopes allows."),
)

READ_SCOPES: frozenset[str] = frozenset(scope.scope for scope in SCOPES if scope.scope.endswith(":read"))


def read_scopes(names: Iterable[str]) -> frozenset[str]:
    """The set of scopes that `names` spell; raises `InvalidInput` for none at all or one that does not exist."""
    known = [scope.scope for scope in SCOPES]
    asked = frozenset(names)
    unknown = sorted(asked.difference(known))
    if unknown:
        raise InvalidInput(f"There is no scope {unknown[0]!r}; choose among {', '.join(known)}.")
    if not asked:
        raise InvalidInput(f"A key without a scope could do nothing; choose among {', '.join(known)}.")
    return asked
