"""Open the catalog of a URL; all its questions are methods of what is opened."""

from typing import Self

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from stackspend.errors import TransientError
from stackspend.store.catalog.accounts import Accounts
from stackspend.store.catalog.alerts import Alerts
from stackspend.store.catalog.attempts import Attempts
from stackspend.store.catalog.audit import Audit
from stackspend.store.catalog.budgets import Budgets
from stackspend.store.catalog.connections import Connections
from stackspend.store.catalog.deletion import Deletions
from stackspend.store.catalog.engine import WRITES, make_engine
from stackspend.store.catalog.founding import FirstStart
from stackspend.store.catalog.invitations import Invitations
from stackspend.store.catalog.key_senders import KeySenders
from stackspend.store.catalog.keys import ApiKeys
from stackspend.store.catalog.mapping_rules import MappingRules
from stackspend.store.catalog.members import Members
from stackspend.store.catalog.migrate import migrate
from stackspend.store.catalog.outbox import Outbox
from stackspend.store.catalog.people import People
from stackspend.store.catalog.price_overrides import PriceOverrides
from stackspend.store.catalog.reports import Reports
from stackspend.store.catalog.retention import Retentions
from stackspend.store.catalog.samples import SampleOrganizations
from stackspend.store.catalog.saved_views import SavedViews
from stackspend.store.catalog.set_up import SettingUp
from stackspend.store.catalog.sign_in import SignIn
from stackspend.store.catalog.transactions import hold_lock


class Catalog(
    Audit,
    People,
    Members,
    Deletions,
    Accounts,
    Invitations,
    Attempts,
    FirstStart,
    SignIn,
    Connections,
    ApiKeys,
    KeySenders,
    SettingUp,
    MappingRules,
    PriceOverrides,
    Retentions,
    SampleOrganizations,
    Budgets,
    Alerts,
    Outbox,
    Reports,
    SavedViews,
):
    """An open catalog. Any number of processes may have the same one open."""

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect and bring the tables to this version, under a lock, so that nodes may start at the same time.

        Raises `TransientError` when the database cannot be reached, `Conflict` when a later version wrote it.
        """
        engine = make_engine(url)
        try:
            async with engine.execution_options(**WRITES).begin() as connection:
                await hold_lock(connection)
                await connection.run_sync(migrate)
        except DBAPIError as error:
            await engine.dispose()
            address = make_url(url).render_as_string(hide_password=True)
            raise TransientError(f"The catalog {address} cannot be opened: {str(error.orig).strip()}.") from error
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine)

    async def close(self) -> None:
        """Give all connections back."""
        await self._engine.dispose()
