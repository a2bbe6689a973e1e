"""Routes that the public API and the app API have alike, for a key that has the scope and for who is signed in."""

from litestar.types import ControllerRouterHandler

from stackspend.web.shared_api.mappings import list_mappings, remove_mapping, replace_mappings, set_mapping
from stackspend.web.shared_api.price_overrides import list_price_overrides, replace_price_overrides

SHARED_HANDLERS: tuple[ControllerRouterHandler, ...] = (
    list_mappings,
    replace_mappings,
    set_mapping,
    remove_mapping,
    list_price_overrides,
    replace_price_overrides,
)
