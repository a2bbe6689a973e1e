"""Price overrides: list them, replace all of them."""

import msgspec
from litestar import Request, get, put
from litestar.datastructures import State
from litestar.openapi.spec import Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import FromQuery

from stackspend.access.members import Role
from stackspend.errors import (
    CrossSite,
    InsufficientRole,
    InvalidInput,
    InvalidScope,
    TooLarge,
    Unauthenticated,
    UnsupportedMedia,
)
from stackspend.pricing import Override, parse_overrides
from stackspend.pricing.agreements import OverrideChange
from stackspend.web.asker import GivenAsker
from stackspend.web.dependencies import GivenInstant, GivenMeta, GivenOverrideCatalog, GivenPrices
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.shared_api.bodies import JSON, MAX_BODY, TEXT, operation_with, read_body

TOML = "application/toml"
_FILE = Schema(
    type=OpenAPIType.OBJECT,
    required=["override"],
    properties={"override": Schema(type=OpenAPIType.ARRAY, items=Schema(type=OpenAPIType.OBJECT))},
)


class PriceOverrides(msgspec.Struct, frozen=True, kw_only=True):
    """All overrides in the form of their file, so that what was answered can be sent back."""

    override: list[Override]


@get(
    "/price-overrides",
    summary="Price overrides",
    opt={"scope": "prices:read", "least_role": Role.MEMBER},
    responses=refusals(Unauthenticated, InvalidScope, InsufficientRole),
)
async def list_price_overrides(
    asker: GivenAsker, override_catalog: GivenOverrideCatalog, meta: GivenMeta
) -> Answer[PriceOverrides]:
    """Negotiated rates, discounts and model names, of whatever time, in the order in which they were given."""
    found = await override_catalog.price_overrides(asker.organization_id)
    return Answer(data=PriceOverrides(override=found), meta=meta)


@put(
    "/price-overrides",
    summary="Replace all price overrides",
    opt={"scope": "prices:write", "least_role": Role.ADMIN},
    request_max_body_size=MAX_BODY,
    operation_class=operation_with({JSON: _FILE, TOML: TEXT}),
    responses=refusals(
        InvalidInput, Unauthenticated, InvalidScope, InsufficientRole, CrossSite, TooLarge, UnsupportedMedia
    ),
)
async def replace_price_overrides(
    request: Request[object, object, State],
    asker: GivenAsker,
    override_catalog: GivenOverrideCatalog,
    prices_of: GivenPrices,
    now: GivenInstant,
    meta: GivenMeta,
    *,
    dry_run: FromQuery[bool] = False,
) -> Answer[OverrideChange]:
    """These overrides and no others, from JSON or TOML; an agreement that ended stays, with its `effective_to`.

    Answers what that changes; with `dry_run=true` nothing is written.
    """
    body = await read_body(request, JSON, TOML)
    overrides = parse_overrides(body.content, "json" if body.media == JSON else "toml", name="the body")
    prices_of(asker.organization_id).with_overrides(overrides)  # refuses those that contradict each other
    change = await override_catalog.replace_price_overrides(
        asker.organization_id, overrides, by=asker.by, at=now, dry_run=dry_run
    )
    return Answer(data=change, meta=meta)
