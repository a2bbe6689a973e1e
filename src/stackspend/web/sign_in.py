"""`GET /sign-in/{secret}`: a one-time link becomes a session and a redirect to the app."""

from litestar import Request, get
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.response import Redirect

from stackspend.access.sign_in import SignInRefused, sign_in
from stackspend.web.asker import visitor
from stackspend.web.dependencies import DEPENDENCIES, GivenCatalog, GivenInstant, GivenSettings
from stackspend.web.session_cookie import cookie_name, session_cookie

# The address holds the secret: it must not stay in a cache, nor travel on in a Referer header.
_SECRET_ADDRESS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@get("/sign-in/{secret:str}", dependencies=DEPENDENCIES, include_in_schema=False)
async def open_sign_in_link(
    request: Request[object, object, State],
    secret: FromPath[str],
    catalog: GivenCatalog,
    settings: GivenSettings,
    now: GivenInstant,
) -> Redirect:
    """Sign in and go to the overview; a link that opens nothing goes to the sign-in page, which says why."""
    earlier = request.cookies.get(cookie_name(settings))
    outcome = await sign_in(catalog, secret, earlier_session=earlier, by=visitor(request), now=now)
    if isinstance(outcome, SignInRefused):
        return Redirect(f"/sign-in?problem={outcome.problem}", status_code=303, headers=_SECRET_ADDRESS)
    return Redirect(
        "/dashboard/overview",
        status_code=303,
        headers=_SECRET_ADDRESS,
        cookies=[session_cookie(settings, outcome.secret)],
    )
