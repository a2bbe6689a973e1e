"""A forgotten password: ask for a letter with a link, and set a new one with it."""

import msgspec
import structlog
from litestar import Response, post
from litestar.background_tasks import BackgroundTask
from litestar.di import NamedDependency
from litestar.params import JSONBody

from stackspend.access import reset
from stackspend.access.reset import ResetCatalog
from stackspend.errors import Conflict, CrossSite, InvalidInput, NotFound, RateLimited, TransientError
from stackspend.mail import Letter, Postman
from stackspend.web.dependencies import GivenInstant, GivenMeta, GivenSettings
from stackspend.web.entrance import GivenEntrance, GivenVisit
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals

log = structlog.get_logger(__name__)


class ResetRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose password it is."""

    email: str


class NewPassword(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The link's secret, and the new password."""

    secret: str
    password: str


@post(
    "/reset",
    summary="Ask for a new password",
    status_code=200,
    responses=refusals(InvalidInput, CrossSite, Conflict, RateLimited),
)
async def ask_for_reset(
    data: JSONBody[ResetRequest],
    catalog: NamedDependency[ResetCatalog],
    entrance: GivenEntrance,
    visit: GivenVisit,
    settings: GivenSettings,
    now: GivenInstant,
    meta: GivenMeta,
) -> Response[Answer[None]]:
    """Send a link to the address if it is a member's; the answer is the same if not."""
    if entrance.postman is None:
        raise Conflict(f"No letters are sent here; who runs StackSpend can let you in: {reset.BY_COMMAND}")
    letter = await reset.ask(catalog, data.email, public_url=settings.public_url, visit=visit, now=now)
    # Sent after the answer, which would otherwise tell by its time whether there was anything to send.
    later = None if letter is None else BackgroundTask(_send, entrance.postman, letter)
    return Response(Answer(data=None, meta=meta), background=later)


@post(
    "/new-password",
    summary="Set a new password",
    status_code=200,
    responses=refusals(InvalidInput, CrossSite, NotFound),
)
async def set_new_password(
    data: JSONBody[NewPassword],
    catalog: NamedDependency[ResetCatalog],
    entrance: GivenEntrance,
    visit: GivenVisit,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[None]:
    """Keep the new password; every session of the person ends, and signing in asks for a one-time code as before."""
    await reset.set_new_password(catalog, entrance.work, data.secret, data.password, visit=visit, now=now)
    return Answer(data=None, meta=meta)


async def _send(postman: Postman, letter: Letter) -> None:
    try:
        await postman.send(letter)
    except TransientError as error:
        log.error("a letter was not sent", reason=error.message)
