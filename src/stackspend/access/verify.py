"""May this key do this? Pure answers over what the catalog knows; a refusal is raised with its reason.

The order is part of the contract: first who asks, then what there is for that asker, then what the asker may do. So a
key of another organization learns nothing, not even that a provider exists.
"""

from datetime import datetime
from uuid import UUID

from stackspend.access.keys import ApiKey
from stackspend.access.scopes import USAGE_WRITE
from stackspend.errors import InvalidScope, NotFound, Unauthenticated
from stackspend.providers.connections import Connection


def verify_key(key: ApiKey | None, now: datetime) -> ApiKey:
    """The key when it is good now. `None` is a key that the catalog does not know. Raises `Unauthenticated`."""
    if key is None:
        raise Unauthenticated("This API key is not known here; check that all of it was copied, or create a new one.")
    state = key.state(now)
    if state != "active":
        raise Unauthenticated(f"The API key {key.prefix}… is {state}; create a new one and replace it at the sender.")
    return key


def verify_scope(key: ApiKey, scope: str) -> None:
    """Raises `InvalidScope` unless the key carries `scope`."""
    if not key.grants(scope):
        carried = ", ".join(sorted(key.scopes))
        raise InvalidScope(f"The API key {key.prefix}… lacks the scope {scope} (it has {carried}).")


def verify_export(key: ApiKey | None, connection: Connection | None, *, connection_id: UUID, now: datetime) -> ApiKey:
    """The key of an export that may be accepted for this connection; `None` is what the catalog does not know.

    Raises `Unauthenticated`, `NotFound` (no such connection, or one of another organization: one answer for both),
    `InvalidScope` (no `usage:write`, or bound to another provider of the same organization).
    """
    good = verify_key(key, now)
    if connection is None or connection.organization_id != good.organization_id:
        raise unknown_connection(connection_id)
    verify_scope(good, USAGE_WRITE)
    if good.connection_id not in {None, connection.connection_id}:
        raise InvalidScope(
            f"The API key {good.prefix}… is bound to the provider {good.connection_id}, not to {connection_id}; "
            "use the endpoint of its own provider, or create a key for this one."
        )
    return good


def unknown_connection(connection_id: UUID | str) -> NotFound:
    """The one answer for a provider that does not exist and for one of another organization."""
    return NotFound(f"There is no provider {connection_id} here; copy its endpoint anew from the provider's page.")
