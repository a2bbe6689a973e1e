"""The ways in, for browsers that are not signed in yet: under `/api/v1/sign-in`, each behind the cross-site check."""

from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide

from stackspend.web.cross_site import refuse_cross_site
from stackspend.web.dependencies import DEPENDENCIES
from stackspend.web.entrance import provide_entrance, provide_visit
from stackspend.web.sign_in_api.first_start import set_up
from stackspend.web.sign_in_api.invitation import accept_invitation, read_invitation
from stackspend.web.sign_in_api.openid import finish_openid, start_openid
from stackspend.web.sign_in_api.password import list_ways, sign_in_with_password
from stackspend.web.sign_in_api.reset import ask_for_reset, set_new_password


def sign_in_router() -> Router:
    """All routes by which somebody gets in, but for the one-time link, whose address is a page's."""
    return Router(
        path="/api/v1/sign-in",
        route_handlers=[
            list_ways,
            sign_in_with_password,
            set_up,
            read_invitation,
            accept_invitation,
            ask_for_reset,
            set_new_password,
            start_openid,
            finish_openid,
        ],
        guards=[refuse_cross_site],
        dependencies={
            **DEPENDENCIES,
            "entrance": Provide(provide_entrance, sync_to_thread=False),
            "visit": Provide(provide_visit, sync_to_thread=False),
        },
        cache_control=CacheControlHeader(no_store=True),
        security=[{}],
        tags=["Sign in"],
    )
