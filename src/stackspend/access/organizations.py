"""An organization: the tenant that everything belongs to."""

from datetime import datetime
from uuid import UUID

import msgspec


class Organization(msgspec.Struct, frozen=True, kw_only=True):
    """One tenant; nothing of it is ever seen by another."""

    id: UUID
    name: str
    created_at: datetime
