"""Who changes something: a member, an API key, the command line, StackSpend itself, or a visitor not signed in."""

from enum import StrEnum
from typing import Self
from uuid import UUID

import msgspec


class ActorKind(StrEnum):
    """What an actor is."""

    MEMBER = "member"
    API_KEY = "api_key"
    COMMAND_LINE = "command_line"
    SYSTEM = "system"
    VISITOR = "visitor"


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who, in words and by id, from which address and by which request; the last two are `None` outside of HTTP.

    `name` is an e-mail, or a key's name with its prefix: `CI (ss_live_Ab3x…)`. It stays when the member or key is gone.
    """

    kind: ActorKind
    name: str
    id: UUID | None = None
    address: str | None = None
    request_id: str | None = None

    def as_member(self, member_id: UUID, email: str) -> Self:
        """The same visitor, now that it is known whose link or password that was."""
        return msgspec.structs.replace(self, kind=ActorKind.MEMBER, id=member_id, name=email)


COMMAND_LINE = Actor(kind=ActorKind.COMMAND_LINE, name="the command line")
SYSTEM = Actor(kind=ActorKind.SYSTEM, name="StackSpend")
