"""The organization's own prices one by one, the list that they change, and which models in use have no price."""

from datetime import UTC, timedelta

from litestar import get, post
from litestar.params import JSONBody
from litestar.types import ControllerRouterHandler

from stackspend import __version__
from stackspend.access.members import Role
from stackspend.errors import Conflict, CrossSite, InsufficientRole, InvalidInput, Unauthenticated
from stackspend.pricing import PriceList, read_override
from stackspend.pricing.agreements import OverrideChange, rewritten
from stackspend.reports.price_change import PriceChange, price_change, used_models
from stackspend.reports.question import Period
from stackspend.web.app_api.own_price_answers import (
    OwnPrice,
    OwnPriceChange,
    PackagedPrices,
    PriceChangeView,
    UnpricedModelView,
    own_price,
    packaged_prices,
    price_change_view,
    unpriced_model,
)
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenInstant, GivenLedger, GivenMeta, GivenOverrideCatalog, GivenPrices
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn

_READING = refusals(Unauthenticated, InsufficientRole)
_WRITING = refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite, Conflict)
_LOOKED_AT = timedelta(days=90)


@get("/own-prices", summary="The organization's own prices", opt={"least_role": Role.MEMBER}, responses=_READING)
async def list_own_prices(
    signed_in: GivenSignedIn, override_catalog: GivenOverrideCatalog, meta: GivenMeta
) -> Answer[list[OwnPrice]]:
    """Each price override with when and by whom it was written, in the order in which they were given."""
    found = await override_catalog.written_overrides(signed_in.organization.id)
    return Answer(data=[own_price(written) for written in found], meta=meta)


@post(
    "/own-prices",
    summary="Add, change or remove one of the own prices",
    status_code=200,
    opt={"least_role": Role.ADMIN},
    responses=_WRITING,
)
async def change_own_price(
    data: JSONBody[OwnPriceChange],
    signed_in: GivenSignedIn,
    by: GivenActor,
    override_catalog: GivenOverrideCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[OverrideChange]:
    """One in the place of another; a conflict if somebody changed it meanwhile."""
    change = _read(data)
    done = await override_catalog.rewrite_price_override(
        signed_in.organization.id, change.before, change.after, by=by, at=now
    )
    return Answer(data=done, meta=meta)


@post(
    "/own-prices/preview",
    summary="What a change of the own prices would do",
    status_code=200,
    opt={"least_role": Role.ADMIN},
    responses=_WRITING,
)
async def preview_own_price(
    data: JSONBody[OwnPriceChange],
    signed_in: GivenSignedIn,
    override_catalog: GivenOverrideCatalog,
    prices_of: GivenPrices,
    ledger: GivenLedger,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[PriceChangeView]:
    """The rates that would change, and what the usage of the last 30 days costs by them. Nothing is written."""
    change, organization_id = _read(data), signed_in.organization.id
    overrides = await override_catalog.price_overrides(organization_id)
    after = rewritten(overrides, change.before, change.after)
    prices: PriceList = prices_of(organization_id).with_overrides(overrides)
    today = now.astimezone(UTC).date()

    def preview() -> PriceChange:
        return price_change(prices, after, used_models(ledger.rollups, organization_id, today), today)

    return Answer(data=price_change_view(await ledger.ask(preview)), meta=meta)


@get("/price-list", summary="The packaged price list", opt={"least_role": Role.MEMBER}, responses=_READING)
async def read_price_list(signed_in: GivenSignedIn, prices_of: GivenPrices, meta: GivenMeta) -> Answer[PackagedPrices]:
    """Every price that comes with this version, of whatever time."""
    return Answer(data=packaged_prices(prices_of(signed_in.organization.id), __version__), meta=meta)


@get("/unpriced-models", summary="Models without a price", opt={"least_role": Role.MEMBER}, responses=_READING)
async def list_unpriced_models(
    signed_in: GivenSignedIn, ledger: GivenLedger, now: GivenInstant, meta: GivenMeta
) -> Answer[list[UnpricedModelView]]:
    """The models of the last 90 days whose usage has no list cost, the most line items first."""
    organization_id, today = signed_in.organization.id, now.astimezone(UTC).date()
    period = Period(today - _LOOKED_AT, today)
    found = await ledger.ask(lambda: ledger.price_audit.unpriced(organization_id, period))
    return Answer(data=[unpriced_model(one) for one in found], meta=meta)


def _read(sent: OwnPriceChange) -> OwnPriceChange:
    """Only what is new has to keep the rules: whatever is kept may go."""
    if sent.before is None and sent.after is None:
        raise InvalidInput("Nothing is asked for: give the price to replace as before, the new one as after, or both.")
    return OwnPriceChange(before=sent.before, after=read_override(sent.after) if sent.after else None)


OWN_PRICE_HANDLERS: tuple[ControllerRouterHandler, ...] = (list_own_prices, change_own_price, read_price_list)
PRICE_USE_HANDLERS: tuple[ControllerRouterHandler, ...] = (preview_own_price, list_unpriced_models)
"""Those that ask the ledger."""
