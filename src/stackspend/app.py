"""The only wiring: settings -> stores -> pump, door and web.

`create_app` makes what the HTTP server runs. Everything else receives what it needs; nothing else knows both the domain
and the stores.
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import Litestar
from litestar.datastructures import State
from litestar.types import Receive, Scope, Send

from stackspend.access.expiring import ExpiringKeys
from stackspend.access.rate_limit import RateLimit
from stackspend.access.time_zones import TimeZones
from stackspend.errors import StackSpendError
from stackspend.ingest.book import Bookkeeper
from stackspend.ingest.erase import Eraser
from stackspend.ingest.prices import OrganizationPrices
from stackspend.ingest.pump import Pump
from stackspend.ingest.retention import Keeper
from stackspend.ingest.roll import Roller
from stackspend.mail import Postman
from stackspend.pricing import default_price_list
from stackspend.sample.make import Samples
from stackspend.sample.season import DAYS
from stackspend.settings import Settings
from stackspend.store.catalog import Catalog
from stackspend.store.earlier_spool import take_over
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from stackspend.store.ledger.removal import Removal
from stackspend.store.ledger.retention import Forgetting, keep_raw_batches
from stackspend.store.ledger.roll_up import SpendDays
from stackspend.store.ledger.samples import SampleBooks
from stackspend.store.ledger.schema import migrate
from stackspend.store.spool import LogSpool
from stackspend.warning.alerts import Alert
from stackspend.warning.notify.courier import Courier
from stackspend.warning.numbers import NumbersReader
from stackspend.warning.picture import Picture, Sources, picture
from stackspend.warning.reporter import Reporter
from stackspend.warning.spend import SpendByScope
from stackspend.warning.spend_reader import SpendReader
from stackspend.warning.watch import Watch
from stackspend.web.answered import log_answer
from stackspend.web.app_api import app_router
from stackspend.web.app_api.line_items import LINE_ITEM_HANDLERS
from stackspend.web.app_api.own_prices import PRICE_USE_HANDLERS
from stackspend.web.app_api.people import PEOPLE_HANDLERS
from stackspend.web.app_api.raw_batches import RAW_BATCH_HANDLERS
from stackspend.web.app_api.retention import RETENTION_COUNT_HANDLERS
from stackspend.web.app_api.spend import SPEND_HANDLERS
from stackspend.web.dependencies import perspectives
from stackspend.web.entrance import Entrance
from stackspend.web.envelope import stamp_request_id
from stackspend.web.forwarded import TrustedProxies
from stackspend.web.heard import Heard
from stackspend.web.logs import configure_logs
from stackspend.web.openapi import door_paths, openapi_config, with_rate_limits
from stackspend.web.pages import pages_router
from stackspend.web.problems import EXCEPTION_HANDLERS
from stackspend.web.public_api import public_router
from stackspend.web.public_api.api_key import stamp_rate_limit
from stackspend.web.receive import Door
from stackspend.web.remembered import RememberedCatalog
from stackspend.web.security_headers import stamp_security_headers
from stackspend.web.sign_in import open_sign_in_link
from stackspend.web.sign_in_api import sign_in_router
from stackspend.worker import answer_before_booking, yielding_threads


class Application:
    """The ASGI application; `door` is where the server's protocol takes exports (`stackspend.web.wire`)."""

    def __init__(self, litestar: Litestar, proxies: TrustedProxies) -> None:
        self._litestar = litestar
        self.proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._litestar(scope, receive, send)

    @property
    def door(self) -> Door:
        """The OTLP door, open once the application has started."""
        found: Door = self._litestar.state.door
        return found


def create_app(settings: Settings) -> Application:
    """The application of these settings, for a process that does nothing else."""
    answer_before_booking()
    configure_logs(settings.log_level)
    return Application(build(settings), TrustedProxies.read(settings.trusted_proxies))


def build(settings: Settings) -> Litestar:
    """Litestar with all routes; the stores are opened when it starts."""

    @asynccontextmanager
    async def lifespan(litestar: Litestar) -> AsyncIterator[None]:
        asyncio.get_running_loop().set_default_executor(yielding_threads())
        async with opened(settings) as parts:
            litestar.state.update(parts)
            yield

    litestar = Litestar(
        route_handlers=[
            app_router(
                *LINE_ITEM_HANDLERS,
                *RAW_BATCH_HANDLERS,
                *SPEND_HANDLERS,
                *PEOPLE_HANDLERS,
                *PRICE_USE_HANDLERS,
                *RETENTION_COUNT_HANDLERS,
            ),
            sign_in_router(),
            public_router(),
            open_sign_in_link,
            pages_router(),
        ],
        lifespan=[lifespan],
        state=State({"settings": settings, "clock": _now}),
        exception_handlers=EXCEPTION_HANDLERS,
        before_send=[stamp_request_id, stamp_rate_limit, stamp_security_headers, log_answer],
        openapi_config=openapi_config(settings),
    )
    litestar.openapi_schema.paths = {**with_rate_limits(litestar.openapi_schema.paths or {}), **door_paths()}
    return litestar


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[dict[str, Any]]:
    """The stores of the settings, open, with the pump running; closed in the opposite order."""
    async with AsyncExitStack() as stack:
        catalog = await Catalog.open(settings.catalog_url)
        stack.push_async_callback(catalog.close)
        database = await asyncio.to_thread(open_ledger, settings)
        stack.callback(database.close)
        spool = LogSpool(settings.data_dir / "spool")
        stack.callback(spool.close)
        await take_over(settings.data_dir / "spool.sqlite3", spool)
        reader = LedgerReader(database)
        prices = OrganizationPrices(catalog, default_price_list())
        await prices.refresh()
        door_catalog = RememberedCatalog(catalog)
        heard = Heard(door_catalog)
        eraser = Eraser(catalog, Removal(database))
        await eraser.refresh()
        keeper = Keeper(catalog, Forgetting(database), _now)
        await keeper.refresh()
        pump = Pump(spool, Bookkeeper(Ledger(database), prices.of, keeper.kept_since), eraser.is_deleted)
        zones = TimeZones(catalog)
        roller = Roller(SpendDays(database, zones.all), zones.refresh)
        samples = make_samples(catalog, database)
        stack.push_async_callback(samples.close)
        expiring = ExpiringKeys(catalog, _now)
        perspective_of = perspectives(catalog)
        spend = SpendReader(catalog, reader)
        numbers = NumbersReader(catalog, reader, spend)
        watch = Watch(catalog, reader, numbers, perspective_of, _now, public_url=settings.public_url)
        postman = Postman(settings.smtp_url, settings.smtp_from) if settings.smtp_url else None
        courier = Courier(catalog, clock=_now, postman=postman, allow_private=settings.private_targets)
        stack.callback(courier.close)

        async def erase(organization_id: UUID) -> None:
            await samples.stop(organization_id)
            with suppress(StackSpendError):  # it looks again by itself
                await eraser.refresh()
            eraser.wake()

        async def count_raw_batches(organization_id: UUID) -> Mapping[UUID, int]:
            return await reader.ask(lambda: reader.raw_batches.counts(organization_id))

        async def spend_of(organization_id: UUID, now: datetime, *, tags: Collection[str] = ()) -> SpendByScope:
            return await spend.read(organization_id, now, await perspective_of(organization_id), tags=tags)

        reporter = Reporter(catalog, spend_of, _now, public_url=settings.public_url)
        works = (watch, reporter, courier, heard, expiring, eraser, keeper, prices, pump, roller)
        for work in works:
            stack.push_async_callback(_stop, asyncio.create_task(work.run()))
        stack.push_async_callback(heard.write)

        async def picture_of(organization_id: UUID, alert: Alert, now: datetime) -> Picture:
            sources = Sources(
                organization_id=organization_id,
                ledger=reader,
                perspective=await perspective_of(organization_id),
                spend=await spend_of(organization_id, now),
                senders={one.name: one.connection_id for one in await catalog.connections(organization_id)},
            )
            return await reader.ask(lambda: picture(alert, sources, now))

        yield {
            "catalog": catalog,
            "entrance": Entrance.of(settings),
            "door_catalog": door_catalog,
            "heard": heard,
            "ledger": reader,
            "samples": samples,
            "erase": erase,
            "prices_of": prices.of,
            "spend_of": spend_of,
            "picture_of": picture_of,
            "count_raw_batches": count_raw_batches,
            "request_limit": RateLimit(settings.api_requests_per_minute, seconds=60, what="requests"),
            "door": Door(
                door_catalog,
                spool,
                heard,
                RateLimit(settings.ingest_records_per_second, seconds=1, what="records"),
            ),
        }


def make_samples(catalog: Catalog, database: LedgerDatabase, *, days: int = DAYS) -> Samples:
    """What makes and removes samples; they are booked at the packaged prices, beside the pump, and watched in
    hindsight, so that they have the alerts that they would have had."""
    prices = default_price_list()
    bookkeeper = Bookkeeper(Ledger(database), lambda _: prices)
    books = SampleBooks(database, lambda batches: bookkeeper.book(batches, again=False))
    reader = LedgerReader(database)
    numbers = NumbersReader(catalog, reader, SpendReader(catalog, reader))
    watch = Watch(catalog, reader, numbers, perspectives(catalog), _now, public_url="")
    return Samples(catalog, books, prices, days=days, watch=watch)


def open_ledger(settings: Settings) -> LedgerDatabase:
    """The ledger of the settings, with its tables as this version needs them."""
    database = LedgerDatabase.open(settings.ledger_url)
    try:
        migrate(database)
        keep_raw_batches(database, settings.raw_retention_days)
    except BaseException:
        database.close()
        raise
    return database


async def _stop(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _now() -> datetime:
    return datetime.now(UTC)
