"""A member: a person in one organization, and what the person's role allows."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec


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
