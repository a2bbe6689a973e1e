"""The catalog behind the door is asked once a second, however many exports come."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID, uuid4

from stackspend.access.door import KeyUse
from stackspend.access.keys import ApiKey
from stackspend.access.senders import Sender
from stackspend.errors import TransientError
from stackspend.providers.connections import Connection, Refusals
from stackspend.web.remembered import RememberedCatalog


class CountingCatalog:
    """Knows one connection or none, takes its time, and counts questions."""

    def __init__(self, known: Connection | None = None, *, away: bool = False) -> None:
        self.known = known
        self.away = away
        self.asked = 0

    async def connection(self, connection_id: UUID) -> Connection | None:
        self.asked += 1
        await asyncio.sleep(0.01)
        if self.away:
            raise TransientError("The catalog is away.")
        return self.known

    async def key_by_digest(self, digest: bytes) -> ApiKey | None:
        return None

    async def touch_key(self, use: KeyUse, senders: Mapping[Sender, datetime]) -> None: ...
    async def touch_connection(self, connection_id: UUID, at: datetime) -> None: ...
    async def note_refusal(self, connection_id: UUID, at: datetime, reason: str, *, times: int = 1) -> None: ...


def a_connection() -> Connection:
    return Connection(
        connection_id=uuid4(),
        organization_id=uuid4(),
        type="claude",
        name="Claude Team",
        created_at=datetime(2026, 11, 22, tzinfo=UTC),
        last_synced_at=None,
        refused=Refusals(0, None, None),
        keeps_content=False,
    )


async def test_many_requests_at_once_are_one_question() -> None:
    catalog = CountingCatalog(known := a_connection())
    remembered = RememberedCatalog(catalog)

    answers = await asyncio.gather(*(remembered.connection(known.connection_id) for _ in range(100)))

    assert answers == [known] * 100
    assert catalog.asked == 1


async def test_what_is_not_there_is_asked_for_again() -> None:
    catalog = CountingCatalog()
    remembered = RememberedCatalog(catalog)
    assert await remembered.connection(connection_id := uuid4()) is None

    catalog.known = a_connection()

    assert await remembered.connection(connection_id) == catalog.known


async def test_everyone_who_waits_hears_that_the_catalog_is_away() -> None:
    remembered = RememberedCatalog(CountingCatalog(away=True))

    answers = await asyncio.gather(*(remembered.connection(UUID(int=1)) for _ in range(3)), return_exceptions=True)

    assert [type(answer) for answer in answers] == [TransientError] * 3
