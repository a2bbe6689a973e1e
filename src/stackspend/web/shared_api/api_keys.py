"""API keys: those that exist, who uses one, a new one, one in the place of another, a revoked one.

A key that asks makes, sees, rotates and revokes no key that may do more than it may do itself.
"""

from datetime import timedelta
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, JSONBody

from stackspend.access import keys
from stackspend.access.members import Role
from stackspend.access.minting import manages, read_new_key, read_overlap, successor_of, within
from stackspend.access.web_app import AppCatalog
from stackspend.errors import (
    Conflict,
    CrossSite,
    InsufficientRole,
    InvalidInput,
    InvalidScope,
    NotFound,
    Unauthenticated,
)
from stackspend.web.asker import Asker, GivenAsker
from stackspend.web.dependencies import GivenCatalog, GivenInstant, GivenLedger, GivenMeta
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.shared_api.api_key_answers import (
    ApiKey,
    CreatedApiKey,
    KeyUsers,
    NewApiKey,
    NewRotation,
    RotatedApiKey,
    api_key_answer,
    created_answer,
    rotated_answer,
    sender_answer,
)

_READ = {"scope": "keys:write", "least_role": Role.MEMBER}
_CHANGE = {"scope": "keys:write", "least_role": Role.ADMIN}
_READ_REFUSALS = (Unauthenticated, InvalidScope, InsufficientRole)
_CHANGE_REFUSALS = (InvalidInput, *_READ_REFUSALS, CrossSite, NotFound)
_USED_FOR = timedelta(days=30)


@get("/api-keys", summary="API keys", opt=_READ, responses=refusals(*_READ_REFUSALS))
async def list_api_keys(
    asker: GivenAsker, catalog: GivenCatalog, now: GivenInstant, meta: GivenMeta
) -> Answer[list[ApiKey]]:
    """All keys of the organization, newest first; a revoked one stays in the list. A key sees those that it manages."""
    found = [key for key in await catalog.keys(asker.organization_id) if _may_manage(asker, key)]
    return Answer(data=[api_key_answer(key, now) for key in found], meta=meta)


@post("/api-keys", summary="Create an API key", opt=_CHANGE, responses=refusals(*_CHANGE_REFUSALS))
async def create_api_key(
    data: JSONBody[NewApiKey], asker: GivenAsker, catalog: GivenCatalog, now: GivenInstant, meta: GivenMeta
) -> Answer[CreatedApiKey]:
    """A new key; this answer is the only one that ever holds its secret."""
    minted = read_new_key(
        data.name,
        data.scopes,
        connection_id=data.connection_id,
        team=data.team,
        project=data.project,
        expires_in_days=data.expires_in_days,
        now=now,
    )
    wanted = within(asker.key, minted.key) if asker.key else minted.key
    key = await catalog.add_key(asker.organization_id, wanted, by=asker.by, at=now)
    return Answer(data=created_answer(minted, key, now), meta=meta)


@get(
    "/api-keys/{key_id:uuid}/users",
    summary="Who uses an API key",
    opt=_READ,
    responses=refusals(InvalidInput, *_READ_REFUSALS, NotFound),
)
async def list_api_key_users(
    key_id: FromPath[UUID],
    asker: GivenAsker,
    catalog: GivenCatalog,
    ledger: GivenLedger,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[KeyUsers]:
    """The senders that were seen with the key last, and whose usage it sent in the last thirty days."""
    key = await _managed(asker, catalog, key_id)
    senders = await catalog.senders(asker.organization_id, key.id)
    since = (now - _USED_FOR).date()
    people = await ledger.ask(lambda: ledger.key_use.users(asker.organization_id, key.id, since=since))
    return Answer(data=KeyUsers(senders=[sender_answer(seen) for seen in senders], people=people), meta=meta)


@post(
    "/api-keys/{key_id:uuid}/rotate",
    summary="Rotate an API key",
    opt=_CHANGE,
    responses=refusals(*_CHANGE_REFUSALS, Conflict),
)
async def rotate_api_key(
    key_id: FromPath[UUID],
    data: JSONBody[NewRotation],
    asker: GivenAsker,
    catalog: GivenCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[RotatedApiKey]:
    """A new key of the same name, scopes, provider and stamp; the old one stays good for `overlap_days`, 0 to 90.

    This answer is the only one that ever holds the new secret.
    """
    overlap = read_overlap(data.overlap_days)
    key = await _managed(asker, catalog, key_id)
    minted = successor_of(key, now)
    rotation = await catalog.rotate_key(key, minted.key, overlap=overlap, by=asker.by, at=now)
    return Answer(data=rotated_answer(minted, rotation, now), meta=meta)


@post(
    "/api-keys/{key_id:uuid}/revoke",
    summary="Revoke an API key",
    status_code=200,
    opt=_CHANGE,
    responses=refusals(*_CHANGE_REFUSALS),
)
async def revoke_api_key(
    key_id: FromPath[UUID], asker: GivenAsker, catalog: GivenCatalog, now: GivenInstant, meta: GivenMeta
) -> Answer[ApiKey]:
    """From now on the key opens nothing; revoking it again changes nothing."""
    await _managed(asker, catalog, key_id)
    key = await catalog.revoke_key(asker.organization_id, key_id, by=asker.by, at=now)
    if key is None:
        raise _unknown(key_id)
    return Answer(data=api_key_answer(key, now), meta=meta)


async def _managed(asker: Asker, catalog: AppCatalog, key_id: UUID) -> keys.ApiKey:
    """The key. Raises NotFound, also for one that the asking key does not manage: it does not see it either."""
    key = await catalog.key_of(asker.organization_id, key_id)
    if key is None or not _may_manage(asker, key):
        raise _unknown(key_id)
    return key


def _may_manage(asker: Asker, key: keys.ApiKey) -> bool:
    return asker.key is None or manages(asker.key, key)


def _unknown(key_id: UUID) -> NotFound:
    return NotFound(f"There is no API key {key_id} here.")
