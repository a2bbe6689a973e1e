"""API keys: the scopes there are, the keys that exist, a new one, a revoked one."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from stackspend.access.members import Role
from stackspend.access.names import read_name
from stackspend.access.scopes import SCOPES, Scope, read_scopes
from stackspend.access.set_up import mint_key
from stackspend.errors import CrossSite, InsufficientRole, InvalidInput, NotFound, Unauthenticated
from stackspend.web.app_api.answers import ApiKey, CreatedApiKey, NewApiKey, api_key_answer
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenCatalog, GivenInstant, GivenMeta
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn

_READ = {"least_role": Role.MEMBER}
_CHANGE = {"least_role": Role.ADMIN}
_READ_REFUSALS = refusals(Unauthenticated, InsufficientRole)
_CHANGE_REFUSALS = refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite, NotFound)


@get("/scopes", summary="Scopes of API keys", opt=_READ, responses=_READ_REFUSALS)
async def list_scopes(meta: GivenMeta) -> Answer[list[Scope]]:
    """Every scope that a key can carry."""
    return Answer(data=list(SCOPES), meta=meta)


@get("/api-keys", summary="API keys", opt=_READ, responses=_READ_REFUSALS)
async def list_api_keys(
    signed_in: GivenSignedIn,
    catalog: GivenCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[list[ApiKey]]:
    """All keys of the organization, newest first; a revoked one stays in the list."""
    found = await catalog.keys(signed_in.organization.id)
    return Answer(data=[api_key_answer(key, now) for key in found], meta=meta)


@post("/api-keys", summary="Create an API key", opt=_CHANGE, responses=_CHANGE_REFUSALS)
async def create_api_key(
    data: JSONBody[NewApiKey],
    signed_in: GivenSignedIn,
    by: GivenActor,
    catalog: GivenCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[CreatedApiKey]:
    """A new key; this answer is the only one that ever holds its secret."""
    name = read_name(data.name, of="the key")
    minted = mint_key(name, read_scopes(data.scopes), connection_id=data.connection_id)
    key = await catalog.add_key(signed_in.organization.id, minted.key, created_by=signed_in.member.id, by=by, at=now)
    return Answer(data=CreatedApiKey(key=minted.secret, api_key=api_key_answer(key, now)), meta=meta)


@post(
    "/api-keys/{key_id:uuid}/revoke",
    summary="Revoke an API key",
    status_code=200,
    opt=_CHANGE,
    responses=_CHANGE_REFUSALS,
)
async def revoke_api_key(
    key_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    by: GivenActor,
    catalog: GivenCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[ApiKey]:
    """From now on the key opens nothing; revoking it again changes nothing."""
    key = await catalog.revoke_key(signed_in.organization.id, key_id, by=by, at=now)
    if key is None:
        raise NotFound(f"There is no API key {key_id} here.")
    return Answer(data=api_key_answer(key, now), meta=meta)
