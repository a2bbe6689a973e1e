"""What the web app's own API asks of the catalog."""

from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable
from uuid import UUID

from stackspend.access.fiscal_calendar import FiscalCalendar
from stackspend.access.keys import ApiKey
from stackspend.access.minting import NewKey, Rotation
from stackspend.access.organizations import CostBasis, Organization
from stackspend.access.senders import SeenSender
from stackspend.access.sessions import SignedIn
from stackspend.access.sign_in import SignInCatalog
from stackspend.actor import Actor
from stackspend.providers.connections import Connection


@runtime_checkable  # Litestar checks what it injects
class AppCatalog(SignInCatalog, Protocol):
    """Sessions, and one organization with its own connections and keys; what belongs to another does not exist here."""

    async def signed_in(self, digest: bytes) -> SignedIn | None:
        """Whose session this is, dead or alive; `None` when there is none."""

    async def touch_session(self, organization_id: UUID, session_id: UUID, *, at: datetime) -> None:
        """Note that the session was seen."""

    async def change_organization(
        self,
        organization_id: UUID,
        *,
        name: str | None = None,
        cost_basis: CostBasis | None = None,
        time_zone: str | None = None,
        fiscal_calendar: FiscalCalendar | None = None,
        currency_label: str | None = None,
        by: Actor,
        at: datetime,
    ) -> Organization:
        """The organization with these settings; None leaves one as it is. Raises `NotFound` when there is none."""

    async def connections(self, organization_id: UUID) -> list[Connection]:
        """All of one organization, oldest first."""

    async def connection_of(self, organization_id: UUID, connection_id: UUID) -> Connection | None:
        """One of the organization's own; `None` for an unknown one and for somebody else's."""

    async def add_connection(
        self, organization_id: UUID, *, type_name: str, name: str, by: Actor, at: datetime
    ) -> Connection:
        """A new connection. Raises `Conflict` when the organization has a provider of this type and name."""

    async def keep_content(
        self, organization_id: UUID, connection_id: UUID, *, keep: bool, by: Actor, at: datetime
    ) -> Connection | None:
        """The connection, which from now on keeps or removes text of people; `None` for somebody else's."""

    async def keys(self, organization_id: UUID) -> list[ApiKey]:
        """All of one organization, also revoked and expired ones, newest first."""

    async def key_of(self, organization_id: UUID, key_id: UUID) -> ApiKey | None:
        """One of the organization's own; `None` for an unknown one and for somebody else's."""

    async def add_key(self, organization_id: UUID, key: NewKey, *, by: Actor, at: datetime) -> ApiKey:
        """Keep a new key. Raises `NotFound` when it is bound to a provider that the organization does not have."""

    async def rotate_key(
        self, predecessor: ApiKey, successor: NewKey, *, overlap: timedelta, by: Actor, at: datetime
    ) -> Rotation:
        """Keep the successor, and let the predecessor end after `overlap` at the latest.

        Raises `Conflict` unless the predecessor is active and has no successor yet.
        """

    async def senders(self, organization_id: UUID, key_id: UUID) -> list[SeenSender]:
        """Who uses a key, the last seen first; none for an unknown key and for somebody else's."""

    async def revoke_key(self, organization_id: UUID, key_id: UUID, *, by: Actor, at: datetime) -> ApiKey | None:
        """The key, revoked now or earlier; `None` for an unknown one and for somebody else's."""
