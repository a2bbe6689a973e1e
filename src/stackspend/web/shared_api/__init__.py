"""Routes that the public API and the app API have alike, for a key that has the scope and for who is signed in."""

from litestar.types import ControllerRouterHandler

from stackspend.web.shared_api.alerts import ALERT_HANDLERS
from stackspend.web.shared_api.api_keys import (
    create_api_key,
    list_api_key_users,
    list_api_keys,
    revoke_api_key,
    rotate_api_key,
)
from stackspend.web.shared_api.audit import download_audit, list_audit, list_audit_choices
from stackspend.web.shared_api.budgets import add_budget, change_budget, list_budgets, remove_budget
from stackspend.web.shared_api.data_quality import read_coverage, read_price_audit
from stackspend.web.shared_api.forecasts import list_forecasts
from stackspend.web.shared_api.mappings import (
    download_mappings,
    list_mappings,
    remove_mapping,
    replace_mappings,
    set_mapping,
)
from stackspend.web.shared_api.price_overrides import list_price_overrides, replace_price_overrides
from stackspend.web.shared_api.report import read_report

SHARED_HANDLERS: tuple[ControllerRouterHandler, ...] = (
    list_api_keys,
    create_api_key,
    list_api_key_users,
    rotate_api_key,
    revoke_api_key,
    list_mappings,
    download_mappings,
    replace_mappings,
    set_mapping,
    remove_mapping,
    list_price_overrides,
    replace_price_overrides,
    list_audit,
    download_audit,
    list_audit_choices,
    *ALERT_HANDLERS,
    list_budgets,
    add_budget,
    change_budget,
    remove_budget,
    list_forecasts,
    read_report,
    read_coverage,
    read_price_audit,
)
