"""The public API: what programs read with an API key, under `/api/v1/public`."""

from litestar import Router
from litestar.di import Provide
from litestar.types import ControllerRouterHandler

from stackspend.web.dependencies import DEPENDENCIES
from stackspend.web.public_api.api_key import provide_api_key
from stackspend.web.public_api.line_items import read_explanation, read_line_items
from stackspend.web.public_api.reports import read_activity, read_coverage, read_price_audit
from stackspend.web.public_api.rollups import read_daily_rollups

KEY_SCHEMES = ("apiKey", "bearer")

_HANDLERS: tuple[ControllerRouterHandler, ...] = (
    read_line_items,
    read_explanation,
    read_daily_rollups,
    read_activity,
    read_coverage,
    read_price_audit,
)


def public_router() -> Router:
    """All routes of the public API; each names the scope that it needs."""
    return Router(
        path="/api/v1/public",
        route_handlers=_HANDLERS,
        dependencies={**DEPENDENCIES, "api_key": Provide(provide_api_key)},
        security=[{scheme: []} for scheme in KEY_SCHEMES],
        tags=["Public"],
    )
