"""Who asks a route that the public API and the app API share."""

from uuid import UUID

import msgspec
from litestar.di import NamedDependency


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """The organization of the key or the session, and in words who it is: `CI (ss_live_Ab3x…)`, `alice@example.com`."""

    organization_id: UUID
    name: str


GivenAsker = NamedDependency[Asker]
