"""Saved views: questions to the Explorer that somebody gave a name, kept for oneself or for the whole organization."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

import msgspec

from stackspend.access.members import Member, Role
from stackspend.access.names import read_name
from stackspend.actor import Actor
from stackspend.errors import InsufficientRole, InvalidInput

MOST_VIEWS = 100
"""Of one member; more nobody finds again."""
_LONGEST_QUESTION = 4_000

Question = dict[str, str | bool | int | list[str]]
"""What the Explorer shows, as its address has it: names of parameters and their values."""


class NewView(msgspec.Struct, frozen=True, kw_only=True):
    """A view to keep."""

    name: str
    question: Question
    is_shared: bool


class SavedView(NewView, frozen=True, kw_only=True):
    """A view as it is kept."""

    id: UUID
    owner_id: UUID
    owner_email: str
    changed_at: datetime

    def is_seen_by(self, member: Member) -> bool:
        """Own views, and shared ones; those name what a viewer must not see."""
        return self.owner_id == member.id or (self.is_shared and member.role is not Role.VIEWER)

    def is_changed_by(self, member: Member) -> bool:
        """By its owner, and by administrators if it is shared."""
        return self.owner_id == member.id or (self.is_shared and member.role.includes(Role.ADMIN))


def read_view(name: str, question: Question, *, is_shared: bool, by: Member) -> NewView:
    """A view that this member may keep. Raises InvalidInput, and InsufficientRole for a viewer who shares."""
    size = len(msgspec.json.encode(question))
    if size > _LONGEST_QUESTION:
        raise InvalidInput(f"The view's question has {size:,} bytes; {_LONGEST_QUESTION:,} are the most.")
    if is_shared and by.role is Role.VIEWER:
        raise InsufficientRole("A viewer keeps views for own use only; leave is_shared false.")
    return NewView(name=read_name(name, of="the view"), question=question, is_shared=is_shared)


@runtime_checkable  # Litestar checks what it injects
class SavedViewCatalog(Protocol):
    """The views of organizations; what somebody may not see or change is found by nobody."""

    async def saved_views(self, member: Member) -> Sequence[SavedView]:
        """Those that the member sees, by name."""

    async def add_view(self, member: Member, new: NewView, *, by: Actor, at: datetime) -> SavedView:
        """Keep a new one. Raises Conflict if the member has one of this name, or too many."""

    async def change_view(self, member: Member, view_id: UUID, new: NewView, *, by: Actor, at: datetime) -> SavedView:
        """Put another in its place; it keeps its owner. Raises NotFound, InsufficientRole, Conflict."""

    async def remove_view(self, member: Member, view_id: UUID, *, by: Actor, at: datetime) -> SavedView:
        """Forget one. Raises NotFound, InsufficientRole."""
