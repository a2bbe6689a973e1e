"""Who asks a route that the public API and the app API share, and who changes something by a request."""

from typing import Any
from uuid import UUID

import msgspec
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency

from stackspend.access.keys import ApiKey
from stackspend.access.members import Member
from stackspend.actor import Actor, ActorKind
from stackspend.web.envelope import request_id

# An ASGI connection of a handler or of a guard.
Connection = ASGIConnection[Any, Any, Any, Any]


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """The organization of the key or the session, and who that is; `key` is `None` for a member."""

    organization_id: UUID
    by: Actor
    key: ApiKey | None = None


GivenAsker = NamedDependency[Asker]
# How a handler's parameter says that it is who changes something.
GivenActor = NamedDependency[Actor]


def provide_actor(asker: GivenAsker) -> Actor:
    """The dependency `by` of both APIs."""
    return asker.by


def visitor(connection: Connection) -> Actor:
    """Somebody who is not signed in yet."""
    address = None if connection.client is None else connection.client.host
    return Actor(kind=ActorKind.VISITOR, name="a visitor", address=address, request_id=request_id(connection.scope))


def member_actor(connection: Connection, member: Member) -> Actor:
    """A signed-in member."""
    return visitor(connection).as_member(member.id, member.email)


def key_actor(connection: Connection, key: ApiKey) -> Actor:
    """A program with an API key."""
    found = visitor(connection)
    return msgspec.structs.replace(found, kind=ActorKind.API_KEY, id=key.id, name=f"{key.name} ({key.prefix}…)")
