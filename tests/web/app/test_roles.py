"""What each role may do: read off the routes themselves, so that a new route is walked too."""

import re

import pytest
from litestar import Litestar, get
from litestar.handlers import HTTPRouteHandler

from stackspend.access import credential
from stackspend.access.members import Member, Role
from stackspend.errors import InsufficientRole
from stackspend.store.catalog import Catalog
from stackspend.web.app_api import app_router
from stackspend.web.roles import Sees, provide_sees
from tests.application import APPLICATION
from tests.web.app.conftest import Client, member_of, sign_in_as
from tests.web.app.test_guards import ROUTES

APP = "/api/v1/app"


def handlers(application: Litestar) -> dict[tuple[str, str], HTTPRouteHandler]:
    """Every handler of the app API by method and path."""
    return {
        (method, route.path_format): handler
        for route in application.routes
        if route.path_format.startswith(APP)
        for handler in getattr(route, "route_handlers", ())
        for method in handler.http_methods - {"OPTIONS"}
    }


EVERY = handlers(APPLICATION)


@pytest.mark.parametrize(
    ("role", "includes"),
    [(Role.OWNER, "owner admin member viewer"), (Role.ADMIN, "admin member viewer"), (Role.VIEWER, "viewer")],
)
def test_a_role_includes_those_below_it(role: Role, includes: str) -> None:
    assert [least for least in Role if role.includes(least)] == includes.split()


OWN = {  # what everybody may do with the own account, sessions and views
    ("GET", f"{APP}/account"),
    ("PUT", f"{APP}/account/name"),
    ("PUT", f"{APP}/account/password"),
    ("POST", f"{APP}/account/one-time-codes/enrol"),
    ("PUT", f"{APP}/account/one-time-codes"),
    ("POST", f"{APP}/account/one-time-codes/turn-off"),
    ("DELETE", f"{APP}/account/identity"),
    ("GET", f"{APP}/account/sessions"),
    ("POST", f"{APP}/account/sessions/{{own_session_id}}/end"),
    ("POST", f"{APP}/account/sessions/end-others"),
    ("POST", f"{APP}/switch"),
    ("GET", f"{APP}/me"),
    ("POST", f"{APP}/sign-out"),
    ("GET", f"{APP}/sample"),
    ("POST", f"{APP}/sample/leave"),
    ("GET", f"{APP}/saved-views"),
    ("POST", f"{APP}/saved-views"),
    ("PUT", f"{APP}/saved-views/{{view_id}}"),
    ("DELETE", f"{APP}/saved-views/{{view_id}}"),
}


def test_a_viewer_may_call_nothing_but_what_is_listed_here() -> None:
    open_to_viewers = {key for key, handler in EVERY.items() if handler.opt["least_role"] is Role.VIEWER}
    assert open_to_viewers - OWN == {
        ("GET", f"{APP}/overview"),
        ("GET", f"{APP}/people"),
        ("GET", f"{APP}/person"),
        ("GET", f"{APP}/sessions"),
        ("GET", f"{APP}/sessions/{{session_id}}"),
        ("GET", f"{APP}/spend"),
        ("GET", f"{APP}/spend/tags"),
        ("GET", f"{APP}/spend/tokens"),
        ("GET", f"{APP}/spend/values"),
        ("GET", f"{APP}/what-changed"),
    }


def test_a_member_changes_nothing_but_what_is_listed_here() -> None:
    changes = {key: handler for key, handler in EVERY.items() if key[0] != "GET"}
    open_to_members = {key for key, handler in changes.items() if Role.MEMBER.includes(handler.opt["least_role"])}
    assert open_to_members - OWN == {
        ("POST", f"{APP}/alerts/{{alert_id}}/acknowledge"),
        ("POST", f"{APP}/alerts/{{alert_id}}/dismiss"),
        ("POST", f"{APP}/alerts/{{alert_id}}/false-positive"),
        ("POST", f"{APP}/alerts/{{alert_id}}/resolve"),
        ("POST", f"{APP}/alerts/{{alert_id}}/snooze"),
        ("PUT", f"{APP}/alerts/{{alert_id}}/owner"),
        ("POST", f"{APP}/sample/enter"),
    }


def test_every_route_that_a_viewer_may_not_call_documents_the_refusal() -> None:
    guarded = {key: handler for key, handler in EVERY.items() if handler.opt["least_role"] is not Role.VIEWER}
    refusals = {key: (handler.responses or {}).get(403) for key, handler in guarded.items()}
    assert [
        key for key, spec in refusals.items() if spec is None or "INSUFFICIENT_ROLE" not in str(spec.description)
    ] == []


def test_a_route_that_does_not_say_who_may_call_it_stops_the_start() -> None:
    @get("/forgotten")
    async def forgotten() -> None: ...

    with pytest.raises(TypeError, match=r"forgotten.* does not say who may call it"):
        app_router(forgotten)


@pytest.mark.parametrize("role", Role)
async def test_every_route_refuses_the_roles_below_its_own(
    browser: Client, catalog: Catalog, alice: Member, role: Role
) -> None:
    bob = await member_of(catalog, alice.organization_id, "bob@acme.example", role)
    least = {key: handler.opt["least_role"] for key, handler in handlers(browser.app).items()}
    assert len(least) == len(ROUTES)
    await sign_in_as(browser, catalog, bob)
    for (method, path), needed in least.items():
        answer = await browser.request(method, _filled(path))
        refused = answer.status_code == 403 and answer.json()["error"]["code"] == "INSUFFICIENT_ROLE"
        assert refused is not role.includes(needed), (method, path)
        if method != "GET" and not refused:  # some of which end the session
            await sign_in_as(browser, catalog, bob)


def _filled(path: str) -> str:
    return re.sub(r"\{\w+\}", "0" * 32, path)


@pytest.mark.parametrize(
    ("sees", "asked", "whose"),
    [
        pytest.param(Sees(None), None, None, id="a member sees everybody"),
        pytest.param(Sees(None), "bob@acme.example", "bob@acme.example", id="a member asks about somebody"),
        pytest.param(Sees("bob@acme.example"), None, "bob@acme.example", id="a viewer sees the own spend"),
        pytest.param(Sees("bob@acme.example"), "Bob@Acme.example", "bob@acme.example", id="and may say so"),
    ],
)
def test_whose_spend_is_seen(sees: Sees, asked: str | None, whose: str | None) -> None:
    assert sees.whose(asked) == whose


def test_a_viewer_who_asks_about_somebody_else_is_refused() -> None:
    with pytest.raises(InsufficientRole, match=r"the own spend only, that of bob@acme\.example"):
        Sees("bob@acme.example").whose("alice@acme.example")


@pytest.mark.parametrize(("role", "user"), [(Role.VIEWER, "bob@acme.example"), (Role.MEMBER, None), (Role.OWNER, None)])
async def test_only_a_viewers_sight_is_narrowed(
    browser: Client, catalog: Catalog, alice: Member, role: Role, user: str | None
) -> None:
    bob = await member_of(catalog, alice.organization_id, "bob@acme.example", role)
    await sign_in_as(browser, catalog, bob)
    signed_in = await catalog.signed_in(_digest(browser))
    assert signed_in is not None
    assert provide_sees(signed_in) == Sees(user)


def _digest(browser: Client) -> bytes:
    return credential.digest(browser.cookies["stackspend_session"])
