"""A signed-in browser before the app API, and a program before the public API, on a real catalog.

Alice owns Acme and is signed in. Charlie owns Rival, another organization, and must see nothing of Acme.
"""

from collections.abc import AsyncIterator, Collection, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from uuid import UUID, uuid4

import msgspec
import pytest
from litestar import Litestar
from litestar.datastructures import State
from litestar.testing import AsyncTestClient

from stackspend.access.members import Member, Role
from stackspend.access.rate_limit import RateLimit
from stackspend.access.set_up import mint_ingest_key, mint_reading_key, read_set_up
from stackspend.access.sign_in import new_sign_in_url
from stackspend.actor import COMMAND_LINE
from stackspend.pricing import default_price_list
from stackspend.settings import Settings, read_settings
from stackspend.store.catalog import Catalog
from stackspend.store.catalog.people import to_member
from stackspend.store.catalog.rows import MemberRow
from stackspend.warning.alerts import Alert
from stackspend.warning.picture import Picture, Point, Step, Unit
from stackspend.warning.spend import SpendByScope
from stackspend.web.app_api import app_router
from stackspend.web.entrance import Entrance
from stackspend.web.envelope import stamp_request_id
from stackspend.web.heard import Heard
from stackspend.web.problems import EXCEPTION_HANDLERS
from stackspend.web.public_api import public_router
from stackspend.web.public_api.api_key import stamp_rate_limit
from stackspend.web.sign_in import open_sign_in_link
from stackspend.web.sign_in_api import sign_in_router
from tests.quick_passwords import QuickWork

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PUBLIC_URL = "http://spend.example.com"


class Clock:
    """The server's clock, which a test may set forward."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


Client = AsyncTestClient[Litestar]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"STACKSPEND_DATA_DIR": str(tmp_path), "STACKSPEND_PUBLIC_URL": PUBLIC_URL})


@pytest.fixture
async def catalog(settings: Settings, catalog_tables: Path) -> AsyncIterator[Catalog]:
    copyfile(catalog_tables, settings.data_dir / catalog_tables.name)
    opened = await Catalog.open(settings.catalog_url)
    yield opened
    await opened.close()


class RawBatches:
    """Counts of raw batches by connection, as the ledger would answer them."""

    def __init__(self) -> None:
        self.counts: dict[UUID, int] = {}

    async def __call__(self, organization_id: UUID) -> Mapping[UUID, int]:
        return self.counts


@pytest.fixture
def raw_batches() -> RawBatches:
    return RawBatches()


class Spend:
    """The spend of organizations, as the ledger would tell it; none unless a test says so."""

    def __init__(self) -> None:
        self.known: dict[UUID, SpendByScope] = {}

    async def __call__(self, organization_id: UUID, now: datetime, *, tags: Collection[str] = ()) -> SpendByScope:
        return self.known.get(organization_id, SpendByScope({}, {}, {}))


async def draw(organization_id: UUID, alert: Alert, now: datetime) -> Picture:
    """The picture of any alert: what it costs, at the time of the request."""
    return Picture(unit=Unit.USD, step=Step.DAY, points=(Point(now, alert.cause.impact),))


class Erased:
    """The organizations of which the ledger was told to keep nothing."""

    def __init__(self) -> None:
        self.ids: list[UUID] = []

    async def __call__(self, organization_id: UUID) -> None:
        self.ids.append(organization_id)


@pytest.fixture
def erased() -> Erased:
    return Erased()


@pytest.fixture
def spend() -> Spend:
    return Spend()


@pytest.fixture(scope="session")
def app() -> Litestar:
    """The routes, which `browser` tells what to stand on: putting them together takes longer than most tests."""
    return Litestar(
        route_handlers=[app_router(), sign_in_router(), public_router(), open_sign_in_link],
        exception_handlers=EXCEPTION_HANDLERS,
        before_send=[stamp_request_id, stamp_rate_limit],
        openapi_config=None,
        logging_config=None,
    )


@pytest.fixture
def standing(
    catalog: Catalog, settings: Settings, clock: Clock, raw_batches: RawBatches, spend: Spend, erased: Erased
) -> State:
    """What the routes stand on."""
    return State(
        {
            "catalog": catalog,
            "entrance": msgspec.structs.replace(Entrance.of(settings), work=QuickWork()),
            "door_catalog": catalog,
            "heard": Heard(catalog),
            "request_limit": RateLimit(settings.api_requests_per_minute, seconds=60, what="requests"),
            "settings": settings,
            "clock": clock,
            "count_raw_batches": raw_batches,
            "spend_of": spend,
            "erase": erased,
            "picture_of": draw,
            "prices_of": lambda organization_id: default_price_list(),
        }
    )


@pytest.fixture
async def browser(app: Litestar, standing: State) -> AsyncIterator[Client]:
    """A browser that is not signed in."""
    app.state = standing
    async with AsyncTestClient(app, base_url=PUBLIC_URL) as client:
        yield client


async def owner_of(catalog: Catalog, organization: str, email: str) -> Member:
    """The owner of a new organization with one provider and its two keys."""
    wanted = read_set_up(organization=organization, email=email, provider="claude", name=f"Claude of {organization}")
    ingest, reading = mint_ingest_key(wanted.provider_name), mint_reading_key()
    outcome = await catalog.set_up(wanted, ingest_key=ingest.key, reading_key=reading.key, by=COMMAND_LINE, at=NOON)
    return outcome.owner


@pytest.fixture
async def alice(catalog: Catalog) -> Member:
    return await owner_of(catalog, "Acme", "alice@acme.example")


@pytest.fixture
async def charlie(catalog: Catalog) -> Member:
    return await owner_of(catalog, "Rival", "charlie@rival.example")


async def member_of(catalog: Catalog, organization_id: UUID, email: str, role: Role) -> Member:
    """One more person in an organization."""
    row = MemberRow(id=uuid4(), organization_id=organization_id, email=email, role=role, created_at=NOON)
    async with catalog._writing() as session:
        session.add(row)
    return to_member(row)


async def sign_in_as(browser: Client, catalog: Catalog, member: Member) -> Client:
    """The browser, signed in as this member from now on."""
    url = await new_sign_in_url(catalog, member, public_url=PUBLIC_URL, by=COMMAND_LINE, now=NOON)
    await browser.get(url.removeprefix(PUBLIC_URL), follow_redirects=False)
    return browser


@pytest.fixture
async def sign_in_path(catalog: Catalog, alice: Member) -> str:
    url = await new_sign_in_url(catalog, alice, public_url=PUBLIC_URL, by=COMMAND_LINE, now=NOON)
    return url.removeprefix(PUBLIC_URL)


@pytest.fixture
async def signed_in(browser: Client, sign_in_path: str) -> Client:
    """Alice's browser."""
    await browser.get(sign_in_path, follow_redirects=False)
    return browser
