"""What handlers are given: the stores, the settings and the instant, from the application's state.

`stackspend.app` puts `catalog`, `ledger`, `prices_of`, `settings`, `clock`, `spend_of`, `picture_of`,
`count_raw_batches` and `erase` into the state.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from litestar.datastructures import State
from litestar.di import NamedDependency, Provide

from stackspend.access.audit import AuditCatalog
from stackspend.access.organizations import CostBasis
from stackspend.access.web_app import AppCatalog
from stackspend.ledger.mapping import MappingRule
from stackspend.ledger.mapping_catalog import MappingCatalog
from stackspend.pricing import PriceList
from stackspend.pricing.agreements import OverrideCatalog
from stackspend.providers.connections import Connection
from stackspend.reports.question import Perspective, read_attribution
from stackspend.reports.reader import LedgerReader
from stackspend.reports.saved_views import SavedViewCatalog
from stackspend.settings import Settings
from stackspend.warning.alerts import Alert
from stackspend.warning.catalog import AlertCatalog, BudgetCatalog, ChannelCatalog, ReportCatalog
from stackspend.warning.picture import Picture
from stackspend.warning.spend import SpendByScope
from stackspend.web.envelope import Meta, provide_meta

Clock = Callable[[], datetime]
# How many raw batches each connection of one organization has sent; a connection without any may be left out.
CountRawBatches = Callable[[UUID], Awaitable[Mapping[UUID, int]]]
# Begins to leave nothing in the ledger of an organization that the catalog has deleted.
Erase = Callable[[UUID], Awaitable[None]]
PricesOf = Callable[[UUID], PriceList]
PictureOf = Callable[[UUID, Alert, datetime], Awaitable[Picture]]


@runtime_checkable  # Litestar checks what it injects
class SpendOf(Protocol):
    """An organization's spend by day and scope at an instant, that of the values of these tags included."""

    async def __call__(self, organization_id: UUID, now: datetime, *, tags: Collection[str] = ()) -> SpendByScope: ...


@runtime_checkable
class PerspectiveOf(Protocol):
    """`await perspective_of(organization_id, "stated")`. Raises InvalidInput for an attribution that there is not."""

    async def __call__(self, organization_id: UUID, attribution: str | None = None) -> Perspective: ...


class PerspectiveCatalog(Protocol):
    """What an organization chose and maintains."""

    async def cost_basis(self, organization_id: UUID) -> CostBasis:
        """Which estimate it goes by."""

    async def mapping_rules(self, organization_id: UUID) -> list[MappingRule]:
        """Its mapping rules that hold."""

    async def key_stamps(self, organization_id: UUID) -> list[MappingRule]:
        """What its API keys are stamped with, each as a rule by key."""

    async def connections(self, organization_id: UUID) -> list[Connection]:
        """Its providers."""


def provide_catalog(state: State) -> AppCatalog:
    """The open catalog."""
    catalog: AppCatalog = state.catalog
    return catalog


def provide_mapping_catalog(state: State) -> MappingCatalog:
    """The open catalog, for mapping rules."""
    catalog: MappingCatalog = state.catalog
    return catalog


def provide_override_catalog(state: State) -> OverrideCatalog:
    """The open catalog, for price overrides."""
    catalog: OverrideCatalog = state.catalog
    return catalog


def provide_audit_catalog(state: State) -> AuditCatalog:
    """The open catalog, for the audit."""
    catalog: AuditCatalog = state.catalog
    return catalog


def provide_budget_catalog(state: State) -> BudgetCatalog:
    """The open catalog, for budgets."""
    catalog: BudgetCatalog = state.catalog
    return catalog


def provide_alert_catalog(state: State) -> AlertCatalog:
    """The open catalog, for alerts."""
    catalog: AlertCatalog = state.catalog
    return catalog


def provide_channel_catalog(state: State) -> ChannelCatalog:
    """The open catalog, for channels and deliveries."""
    catalog: ChannelCatalog = state.catalog
    return catalog


def provide_report_catalog(state: State) -> ReportCatalog:
    """The open catalog, for reports."""
    catalog: ReportCatalog = state.catalog
    return catalog


def provide_saved_view_catalog(state: State) -> SavedViewCatalog:
    """The open catalog, for saved views."""
    catalog: SavedViewCatalog = state.catalog
    return catalog


def provide_picture_of(state: State) -> PictureOf:
    """What to draw of an alert."""
    picture_of: PictureOf = state.picture_of
    return picture_of


def provide_spend_of(state: State) -> SpendOf:
    """The spend of each organization by day and scope."""
    spend_of: SpendOf = state.spend_of
    return spend_of


def provide_settings(state: State) -> Settings:
    """The settings that the server was started with."""
    settings: Settings = state.settings
    return settings


def provide_ledger(state: State) -> LedgerReader:
    """Every question to the ledger."""
    ledger: LedgerReader = state.ledger
    return ledger


def provide_prices_of(state: State) -> PricesOf:
    """The price list of each organization."""
    prices_of: PricesOf = state.prices_of
    return prices_of


def perspectives(catalog: PerspectiveCatalog) -> PerspectiveOf:
    """How organizations look at their usage, each by its own settings and rules."""

    async def perspective_of(organization_id: UUID, attribution: str | None = None) -> Perspective:
        return Perspective(
            basis=await catalog.cost_basis(organization_id),
            attribution=read_attribution(attribution),
            rules=tuple(await catalog.mapping_rules(organization_id)),
            stamps=tuple(await catalog.key_stamps(organization_id)),
            connections=tuple((one.connection_id, one.name) for one in await catalog.connections(organization_id)),
        )

    return perspective_of


def provide_perspective_of(state: State) -> PerspectiveOf:
    """How an organization looks at its usage."""
    return perspectives(state.catalog)


def provide_now(state: State) -> datetime:
    """The instant of this request."""
    clock: Clock = state.clock
    return clock()


def provide_count_raw_batches(state: State) -> CountRawBatches:
    """How to count raw batches without knowing the ledger."""
    count: CountRawBatches = state.count_raw_batches
    return count


def provide_erase(state: State) -> Erase:
    """What follows in the ledger when an organization was deleted."""
    erase: Erase = state.erase
    return erase


DEPENDENCIES: Mapping[str, Provide] = {
    "catalog": Provide(provide_catalog, sync_to_thread=False),
    "mapping_catalog": Provide(provide_mapping_catalog, sync_to_thread=False),
    "override_catalog": Provide(provide_override_catalog, sync_to_thread=False),
    "audit_catalog": Provide(provide_audit_catalog, sync_to_thread=False),
    "budget_catalog": Provide(provide_budget_catalog, sync_to_thread=False),
    "alert_catalog": Provide(provide_alert_catalog, sync_to_thread=False),
    "channel_catalog": Provide(provide_channel_catalog, sync_to_thread=False),
    "report_catalog": Provide(provide_report_catalog, sync_to_thread=False),
    "saved_view_catalog": Provide(provide_saved_view_catalog, sync_to_thread=False),
    "picture_of": Provide(provide_picture_of, sync_to_thread=False),
    "spend_of": Provide(provide_spend_of, sync_to_thread=False),
    "settings": Provide(provide_settings, sync_to_thread=False),
    "ledger": Provide(provide_ledger, sync_to_thread=False),
    "prices_of": Provide(provide_prices_of, sync_to_thread=False),
    "perspective_of": Provide(provide_perspective_of, sync_to_thread=False),
    "now": Provide(provide_now, sync_to_thread=False),
    "count_raw_batches": Provide(provide_count_raw_batches, sync_to_thread=False),
    "erase": Provide(provide_erase, sync_to_thread=False),
    "meta": Provide(provide_meta, sync_to_thread=False),
}

# How a handler's parameter says that it is one of these.
GivenCatalog = NamedDependency[AppCatalog]
GivenMappingCatalog = NamedDependency[MappingCatalog]
GivenOverrideCatalog = NamedDependency[OverrideCatalog]
GivenAuditCatalog = NamedDependency[AuditCatalog]
GivenBudgetCatalog = NamedDependency[BudgetCatalog]
GivenAlertCatalog = NamedDependency[AlertCatalog]
GivenChannelCatalog = NamedDependency[ChannelCatalog]
GivenReportCatalog = NamedDependency[ReportCatalog]
GivenSavedViewCatalog = NamedDependency[SavedViewCatalog]
GivenPicture = NamedDependency[PictureOf]
GivenSpend = NamedDependency[SpendOf]
GivenSettings = NamedDependency[Settings]
GivenLedger = NamedDependency[LedgerReader]
GivenPrices = NamedDependency[PricesOf]
GivenPerspective = NamedDependency[PerspectiveOf]
GivenInstant = NamedDependency[datetime]
GivenRawBatchCount = NamedDependency[CountRawBatches]
GivenErase = NamedDependency[Erase]
GivenMeta = NamedDependency[Meta]
