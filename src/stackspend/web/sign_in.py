"""`GET /sign-in/{secret}`: a one-time link becomes a session and a redirect to the app."""

from litestar import get
from litestar.di import Provide
from litestar.params import FromPath
from litestar.response import Redirect

from stackspend.access.sign_in import SignInRefused, sign_in
from stackspend.web.dependencies import DEPENDENCIES, GivenCatalog, GivenInstant, GivenSettings
from stackspend.web.entrance import GivenVisit, provide_visit
from stackspend.web.session_cookie import session_cookie

# The address holds the secret: it must not stay in a cache, nor travel on in a Referer header.
_SECRET_ADDRESS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@get(
    "/sign-in/{secret:str}",
    dependencies={**DEPENDENCIES, "visit": Provide(provide_visit, sync_to_thread=False)},
    include_in_schema=False,
)
async def open_sign_in_link(
    secret: FromPath[str],
    catalog: GivenCatalog,
    visit: GivenVisit,
    settings: GivenSettings,
    now: GivenInstant,
) -> Redirect:
    """Sign in and go to the overview; a link that opens nothing goes to the sign-in page, which says why."""
    outcome = await sign_in(catalog, secret, visit=visit, now=now)
    if isinstance(outcome, SignInRefused):
        return Redirect(f"/sign-in?problem={outcome.problem}", status_code=303, headers=_SECRET_ADDRESS)
    return Redirect(
        "/dashboard/overview",
        status_code=303,
        headers=_SECRET_ADDRESS,
        cookies=[session_cookie(settings, outcome.secret)],
    )
