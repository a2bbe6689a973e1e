"""What a budget, a forecast or an alert is about, as people and programs read it."""

import msgspec

from stackspend.warning.scopes import Scope, ScopeKind


class ScopeView(msgspec.Struct, frozen=True):
    """A kind and a name of that kind; the value is null for the organization and for the default per person."""

    kind: ScopeKind
    value: str | None


def scope_view(scope: Scope) -> ScopeView:
    """The view of a scope."""
    return ScopeView(scope.kind, scope.value)
