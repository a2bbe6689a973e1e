"""Set up the first organization and its owner with the link that the first start prints."""

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from stackspend.access.first_start import FirstStartCatalog, Founder, found
from stackspend.errors import CrossSite, InvalidInput, NotFound
from stackspend.web.dependencies import GivenInstant, GivenMeta, GivenSettings
from stackspend.web.entrance import GivenEntrance, GivenVisit
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.sign_in_api.answers import SignInStep, step_answer


class SetUp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The link's secret, the organization's name, and its owner."""

    secret: str
    organization: str
    name: str
    email: str
    password: str


@post("/set-up", summary="Set StackSpend up", responses=refusals(InvalidInput, CrossSite, NotFound))
async def set_up(
    data: JSONBody[SetUp],
    catalog: NamedDependency[FirstStartCatalog],
    entrance: GivenEntrance,
    visit: GivenVisit,
    settings: GivenSettings,
    now: GivenInstant,
    meta: GivenMeta,
) -> Response[Answer[SignInStep]]:
    """Create the first organization, and sign its owner in."""
    founder = Founder(organization=data.organization, name=data.name, email=data.email, password=data.password)
    outcome = await found(catalog, entrance.work, data.secret, founder, visit=visit, now=now)
    return step_answer(outcome, settings, meta)
