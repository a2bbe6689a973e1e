"""Providers: the types that can be added, those that exist, and their set-up kits."""

from uuid import UUID

from litestar import get, post, put
from litestar.params import FromPath, JSONBody

from stackspend.access.members import Role
from stackspend.access.names import read_name
from stackspend.access.sessions import SignedIn
from stackspend.access.verify import unknown_connection
from stackspend.access.web_app import AppCatalog
from stackspend.errors import Conflict, CrossSite, InsufficientRole, InvalidInput, NotFound, Unauthenticated
from stackspend.providers.connections import Connection, endpoint
from stackspend.providers.kits import Kit, kits
from stackspend.providers.types import PROVIDER_TYPES, ProviderType, read_provider_type
from stackspend.web.app_api.answers import ContentChoice, NewProvider, Provider, provider_answer
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenCatalog, GivenInstant, GivenMeta, GivenRawBatchCount, GivenSettings
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn

_READ = {"least_role": Role.MEMBER}


@get("/provider-types", summary="Types of provider", opt=_READ, responses=refusals(Unauthenticated, InsufficientRole))
async def list_provider_types(meta: GivenMeta) -> Answer[list[ProviderType]]:
    """Every type that can be added."""
    return Answer(data=list(PROVIDER_TYPES), meta=meta)


@get("/providers", summary="Providers", opt=_READ, responses=refusals(Unauthenticated, InsufficientRole))
async def list_providers(
    signed_in: GivenSignedIn,
    catalog: GivenCatalog,
    settings: GivenSettings,
    count_raw_batches: GivenRawBatchCount,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[list[Provider]]:
    """All providers of the organization, oldest first."""
    organization_id = signed_in.organization.id
    counts = await count_raw_batches(organization_id)
    found = await catalog.connections(organization_id)
    return Answer(
        data=[provider_answer(one, public_url=settings.public_url, raw_batches=counts, now=now) for one in found],
        meta=meta,
    )


@post(
    "/providers",
    summary="Add a provider",
    opt={"least_role": Role.ADMIN},
    responses=refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite, Conflict),
)
async def add_provider(
    data: JSONBody[NewProvider],
    signed_in: GivenSignedIn,
    by: GivenActor,
    catalog: GivenCatalog,
    settings: GivenSettings,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[Provider]:
    """Create a provider and thereby its endpoint; it waits for telemetry from then on."""
    connection = await catalog.add_connection(
        signed_in.organization.id,
        type_name=read_provider_type(data.type).type,
        name=read_name(data.name, of="the provider"),
        by=by,
        at=now,
    )
    return Answer(data=provider_answer(connection, public_url=settings.public_url, raw_batches={}, now=now), meta=meta)


@get(
    "/providers/{connection_id:uuid}",
    summary="One provider",
    opt=_READ,
    responses=refusals(InvalidInput, Unauthenticated, InsufficientRole, NotFound),
)
async def read_provider(
    connection_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    catalog: GivenCatalog,
    settings: GivenSettings,
    count_raw_batches: GivenRawBatchCount,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[Provider]:
    """A provider of the organization; somebody else's is not found."""
    connection = await own_connection(catalog, signed_in, connection_id)
    counts = await count_raw_batches(signed_in.organization.id)
    return Answer(
        data=provider_answer(connection, public_url=settings.public_url, raw_batches=counts, now=now), meta=meta
    )


@put(
    "/providers/{connection_id:uuid}/content",
    summary="Keep or remove text of people",
    opt={"least_role": Role.ADMIN},
    responses=refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite, NotFound),
)
async def choose_content(
    connection_id: FromPath[UUID],
    data: JSONBody[ContentChoice],
    signed_in: GivenSignedIn,
    by: GivenActor,
    catalog: GivenCatalog,
    settings: GivenSettings,
    count_raw_batches: GivenRawBatchCount,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[Provider]:
    """What arrives from now on is kept or removed; what is stored already stays as it is."""
    organization_id = signed_in.organization.id
    connection = await catalog.keep_content(organization_id, connection_id, keep=data.keep, by=by, at=now)
    if connection is None:
        raise unknown_connection(connection_id)
    counts = await count_raw_batches(organization_id)
    return Answer(
        data=provider_answer(connection, public_url=settings.public_url, raw_batches=counts, now=now), meta=meta
    )


@get(
    "/providers/{connection_id:uuid}/kits",
    summary="Set-up kits",
    opt=_READ,
    responses=refusals(InvalidInput, Unauthenticated, InsufficientRole, NotFound),
)
async def list_kits(
    connection_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    catalog: GivenCatalog,
    settings: GivenSettings,
    meta: GivenMeta,
) -> Answer[list[Kit]]:
    """What to paste where so that telemetry arrives at this provider."""
    connection = await own_connection(catalog, signed_in, connection_id)
    base = endpoint(settings.public_url, type_name=connection.type, connection_id=connection_id)
    return Answer(data=kits(base), meta=meta)


async def own_connection(catalog: AppCatalog, signed_in: SignedIn, connection_id: UUID) -> Connection:
    """The connection when it is the organization's own; raises `NotFound` otherwise."""
    connection = await catalog.connection_of(signed_in.organization.id, connection_id)
    if connection is None:
        raise unknown_connection(connection_id)
    return connection
