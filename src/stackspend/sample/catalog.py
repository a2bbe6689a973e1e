"""The sample's place in the catalog, as a protocol; `stackspend.store.catalog.samples` makes it real."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

import msgspec

from stackspend.access.members import Member
from stackspend.access.minting import NewKey
from stackspend.actor import Actor
from stackspend.ledger.mapping import MappingRule
from stackspend.sample.telemetry import Channel

NAME = "Sample data"


class SampleOrganization(msgspec.Struct, frozen=True, kw_only=True):
    """The sample of an organization. `ready_at` is None until all of it is booked."""

    id: UUID
    home_id: UUID
    made_at: datetime
    ready_at: datetime | None


class NewChannel(msgspec.Struct, frozen=True):
    """A provider to create for the sample, and the key that its clients shall have sent with."""

    name: str
    key: NewKey


@runtime_checkable  # Litestar checks what it injects
class SampleCatalog(Protocol):
    """Organizations that are the sample of another one, their `home`. Each home has one at most."""

    async def sample_of(self, home_id: UUID) -> SampleOrganization | None:
        """Its sample; None if there is none."""

    async def add_sample(
        self, home_id: UUID, channels: Sequence[NewChannel], rules: Sequence[MappingRule], *, by: Actor, at: datetime
    ) -> tuple[SampleOrganization, list[Channel]]:
        """A new sample with providers, keys and mapping rules. Raises Conflict when there is one already."""

    async def finish_sample(self, sample_id: UUID, *, at: datetime) -> None:
        """Note that all of it is booked."""

    async def remove_sample(self, sample: SampleOrganization, *, by: Actor, at: datetime) -> None:
        """Forget everything of the sample; sessions in it go on at home."""

    async def enter_sample(self, member: Member, sample: SampleOrganization, *, by: Actor, at: datetime) -> Member:
        """The same person in the sample, with the same role, added if not there yet."""

    async def member_at_home(self, member: Member, home_id: UUID) -> Member | None:
        """The same person in the home organization; None if not there any more."""

    async def move_session(self, session_id: UUID, to: Member) -> None:
        """The session goes on as this member, in the member's organization."""
