"""A member: a person in one organization, and what the person's role is."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec


class Role(StrEnum):
    """What a member is in the organization."""

    OWNER = "owner"


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One person in one organization; `email` is in lower case and unique there."""

    id: UUID
    organization_id: UUID
    email: str
    role: Role
    created_at: datetime
