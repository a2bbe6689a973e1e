"""A member: a person in one organization, and what the person's role allows."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable
from uuid import UUID

import msgspec

from stackspend.access.organizations import Organization
from stackspend.actor import Actor
from stackspend.errors import InsufficientRole, InvalidInput


class Role(StrEnum):
    """What a member is in the organization; each role may do all that those below it may."""

    OWNER = "owner"  # also deletes the organization, and makes other owners
    ADMIN = "admin"  # changes providers, keys, members, budgets, mappings and prices
    MEMBER = "member"  # reads everything, acknowledges alerts
    VIEWER = "viewer"  # sees the own spend and nothing else

    def includes(self, least: "Role") -> bool:
        """Whether this role may do what needs at least `least`."""
        return _RANKS[self] >= _RANKS[least]


_RANKS = {role: rank for rank, role in enumerate(reversed(Role))}


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One person in one organization; `email` is in lower case and unique there."""

    id: UUID
    organization_id: UUID
    email: str
    role: Role
    created_at: datetime


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """A member with the organization."""

    member: Member
    organization: Organization


class ListedMember(msgspec.Struct, frozen=True, kw_only=True):
    """A member as the list of members shows one: what the account adds, and when the member last signed in."""

    member: Member
    name: str | None
    has_totp: bool
    signed_in_at: datetime | None


@runtime_checkable  # Litestar checks what it injects
class MemberCatalog(Protocol):
    """The members of one organization."""

    async def members(self, organization_id: UUID) -> list[ListedMember]:
        """All that were not removed, by e-mail address."""

    async def member(self, organization_id: UUID, member_id: UUID) -> Member | None:
        """One of the organization's own; `None` for an unknown one, a removed one and somebody else's."""

    async def change_role(
        self, organization_id: UUID, member_id: UUID, role: Role, *, by: Actor, at: datetime
    ) -> Member:
        """The member with this role from now on; their sessions end, so that nothing goes on with the old one.

        Raises `NotFound`, and `Conflict` when that would leave the organization without an owner.
        """

    async def remove_member(self, organization_id: UUID, member_id: UUID, *, by: Actor, at: datetime) -> None:
        """End the membership with its sessions and links; keys that the person made stay and go on naming them.

        Raises `NotFound`, and `Conflict` when that would leave the organization without an owner.
        """


def read_role(text: str) -> Role:
    """The role of this name. Raises `InvalidInput`."""
    try:
        return Role(text)
    except ValueError:
        raise InvalidInput(f"There is no role {text!r}; choose among {', '.join(Role)}.") from None


def require_rank(own: Role, *roles: Role) -> None:
    """Raises `InsufficientRole` unless who has the role `own` may give or take each of `roles`."""
    if any(not own.includes(role) for role in roles):
        raise InsufficientRole("Only an owner can make, change or remove an owner; ask one.")
