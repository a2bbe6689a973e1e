"""The public API: what programs read and change with an API key, under `/api/v1/public`."""

from litestar import Router
from litestar.di import Provide
from litestar.types import ControllerRouterHandler

from stackspend.web.asker import provide_actor
from stackspend.web.dependencies import DEPENDENCIES
from stackspend.web.public_api.api_key import provide_api_key, provide_asker
from stackspend.web.public_api.line_items import read_explanation, read_line_items
from stackspend.web.public_api.reports import read_activity
from stackspend.web.public_api.rollups import read_daily_rollups
from stackspend.web.public_api.what_changed import read_what_changed
from stackspend.web.shared_api import SHARED_HANDLERS

KEY_SCHEMES = ("apiKey", "bearer")
PUBLIC_PREFIX = "/api/v1/public"

_HANDLERS: tuple[ControllerRouterHandler, ...] = (
    read_line_items,
    read_explanation,
    read_daily_rollups,
    read_what_changed,
    read_activity,
    *SHARED_HANDLERS,
)


def public_router() -> Router:
    """All routes of the public API; each names the scope that it needs."""
    return Router(
        path=PUBLIC_PREFIX,
        route_handlers=_HANDLERS,
        dependencies={
            **DEPENDENCIES,
            "api_key": Provide(provide_api_key),
            "asker": Provide(provide_asker, sync_to_thread=False),
            "by": Provide(provide_actor, sync_to_thread=False),
        },
        security=[{scheme: []} for scheme in KEY_SCHEMES],
        tags=["Public"],
    )
