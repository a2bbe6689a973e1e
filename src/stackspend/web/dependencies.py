"""What handlers are given: the stores, the settings and the instant, from the application's state.

`stackspend.app` puts `catalog`, `ledger`, `prices`, `settings`, `clock` and `count_raw_batches` into the state.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from uuid import UUID

from litestar.datastructures import State
from litestar.di import NamedDependency, Provide

from stackspend.access.web_app import AppCatalog
from stackspend.ledger.mapping_catalog import MappingCatalog
from stackspend.pricing import PriceList
from stackspend.pricing.agreements import OverrideCatalog
from stackspend.reports.reader import LedgerReader
from stackspend.settings import Settings
from stackspend.web.envelope import Meta, provide_meta

Clock = Callable[[], datetime]
# How many raw batches each connection of one organization has sent; a connection without any may be left out.
CountRawBatches = Callable[[UUID], Awaitable[Mapping[UUID, int]]]


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


def provide_settings(state: State) -> Settings:
    """The settings that the server was started with."""
    settings: Settings = state.settings
    return settings


def provide_ledger(state: State) -> LedgerReader:
    """Every question to the ledger."""
    ledger: LedgerReader = state.ledger
    return ledger


def provide_prices(state: State) -> PriceList:
    """The dated price list."""
    prices: PriceList = state.prices
    return prices


def provide_now(state: State) -> datetime:
    """The instant of this request."""
    clock: Clock = state.clock
    return clock()


def provide_count_raw_batches(state: State) -> CountRawBatches:
    """How to count raw batches without knowing the ledger."""
    count: CountRawBatches = state.count_raw_batches
    return count


DEPENDENCIES: Mapping[str, Provide] = {
    "catalog": Provide(provide_catalog, sync_to_thread=False),
    "mapping_catalog": Provide(provide_mapping_catalog, sync_to_thread=False),
    "override_catalog": Provide(provide_override_catalog, sync_to_thread=False),
    "settings": Provide(provide_settings, sync_to_thread=False),
    "ledger": Provide(provide_ledger, sync_to_thread=False),
    "prices": Provide(provide_prices, sync_to_thread=False),
    "now": Provide(provide_now, sync_to_thread=False),
    "count_raw_batches": Provide(provide_count_raw_batches, sync_to_thread=False),
    "meta": Provide(provide_meta, sync_to_thread=False),
}

# How a handler's parameter says that it is one of these.
GivenCatalog = NamedDependency[AppCatalog]
GivenMappingCatalog = NamedDependency[MappingCatalog]
GivenOverrideCatalog = NamedDependency[OverrideCatalog]
GivenSettings = NamedDependency[Settings]
GivenLedger = NamedDependency[LedgerReader]
GivenPrices = NamedDependency[PriceList]
GivenInstant = NamedDependency[datetime]
GivenRawBatchCount = NamedDependency[CountRawBatches]
GivenMeta = NamedDependency[Meta]
