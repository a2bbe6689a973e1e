"""The app API: what the web app reads and changes with its session cookie, under `/api/v1/app`."""

from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.types import ControllerRouterHandler

from stackspend.web.app_api.account import read_me, sign_out
from stackspend.web.app_api.channels import CHANNEL_HANDLERS
from stackspend.web.app_api.invitations import invite, list_invitations, renew_invitation, revoke_invitation
from stackspend.web.app_api.members import change_member, list_members, remove_member
from stackspend.web.app_api.organization import (
    change_organization,
    delete_organization,
    list_time_zones,
    read_organization,
)
from stackspend.web.app_api.own_account import (
    begin_codes,
    read_account,
    rename_account,
    set_own_password,
    turn_off_codes,
    turn_on_codes,
    unlink_identity,
)
from stackspend.web.app_api.own_prices import OWN_PRICE_HANDLERS
from stackspend.web.app_api.providers import (
    add_provider,
    choose_content,
    list_kits,
    list_provider_types,
    list_providers,
    read_provider,
)
from stackspend.web.app_api.report_times import REPORT_TIMES_HANDLERS
from stackspend.web.app_api.retention import RETENTION_HANDLERS, provide_retention_catalog
from stackspend.web.app_api.sample import SAMPLE_HANDLERS, provide_sample_catalog, provide_samples
from stackspend.web.app_api.saved_views import SAVED_VIEW_HANDLERS
from stackspend.web.app_api.scopes import list_scopes
from stackspend.web.app_api.sessions import end_other_sessions, end_session, list_own_sessions, switch_organization
from stackspend.web.asker import provide_actor
from stackspend.web.cross_site import refuse_cross_site
from stackspend.web.dependencies import DEPENDENCIES
from stackspend.web.entrance import provide_entrance, provide_visit
from stackspend.web.roles import provide_sees, refuse_without_role, require_role
from stackspend.web.session_cookie import provide_asker, provide_signed_in, require_session
from stackspend.web.shared_api import SHARED_HANDLERS

SESSION_SCHEME = "session"

_HANDLERS: tuple[ControllerRouterHandler, ...] = (
    read_me,
    sign_out,
    read_account,
    rename_account,
    set_own_password,
    begin_codes,
    turn_on_codes,
    turn_off_codes,
    unlink_identity,
    list_own_sessions,
    end_session,
    end_other_sessions,
    switch_organization,
    list_members,
    change_member,
    remove_member,
    list_invitations,
    invite,
    renew_invitation,
    revoke_invitation,
    read_organization,
    change_organization,
    delete_organization,
    list_time_zones,
    list_provider_types,
    list_providers,
    add_provider,
    read_provider,
    choose_content,
    list_kits,
    list_scopes,
    *CHANNEL_HANDLERS,
    *REPORT_TIMES_HANDLERS,
    *SAVED_VIEW_HANDLERS,
    *OWN_PRICE_HANDLERS,
    *RETENTION_HANDLERS,
    *SAMPLE_HANDLERS,
    *SHARED_HANDLERS,
)


def app_router(*more: ControllerRouterHandler) -> Router:
    """All routes of the app API, those of `more` included; each is behind the session, its least role and the
    cross-site check."""
    handlers = (*_HANDLERS, *more)
    refuse_without_role(handlers)
    return Router(
        path="/api/v1/app",
        route_handlers=handlers,
        guards=[refuse_cross_site, require_session, require_role],
        dependencies={
            **DEPENDENCIES,
            "signed_in": Provide(provide_signed_in, sync_to_thread=False),
            "sees": Provide(provide_sees, sync_to_thread=False),
            "entrance": Provide(provide_entrance, sync_to_thread=False),
            "visit": Provide(provide_visit, sync_to_thread=False),
            "asker": Provide(provide_asker, sync_to_thread=False),
            "by": Provide(provide_actor, sync_to_thread=False),
            "retention_catalog": Provide(provide_retention_catalog, sync_to_thread=False),
            "samples": Provide(provide_samples, sync_to_thread=False),
            "sample_catalog": Provide(provide_sample_catalog, sync_to_thread=False),
        },
        cache_control=CacheControlHeader(no_store=True),
        security=[{SESSION_SCHEME: []}],
        tags=["App"],
    )
