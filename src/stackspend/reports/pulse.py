"""How a connection is fed: records a minute in the last hour, and who sent in the last day."""

from uuid import UUID

import msgspec

MINUTES = 60


class Pulse(msgspec.Struct, frozen=True):
    """`minutes` counts the records of each of the last sixty minutes, the oldest first; `keys`, `client_versions` and
    `programs` (by User-Agent) are how many different ones sent in the last 24 hours."""

    connection_id: UUID
    minutes: list[int]
    keys: int
    client_versions: int
    programs: int
