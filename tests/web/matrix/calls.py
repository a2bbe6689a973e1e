"""How each route is called so that it does what it is for: the table that the walks over all routes go by.

A new route fails `test_table.py` until it has a row here. `{…}` of a path is filled from `World.named`, and where a
route uses up what it is called with, the row says what has to be made anew.
"""

from collections.abc import Callable
from typing import Any

import msgspec
import pyotp

from stackspend.access.members import Member
from stackspend.warning.notify.channels import ChannelKind
from tests.web.matrix.world import DOOMED, PASSWORD, World

EVER = {"start_date": "2026-11-01", "end_date": "2026-11-30"}
CODES = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RULE = {"kind": "email", "pattern": "alice@acme.example", "team": "Platform"}


def budget(world: World) -> dict[str, str]:
    """A budget of a team that has none yet."""
    return {"scope_kind": "team", "scope_value": world.unheard_of(), "amount_usd": "100"}


def mail_channel(world: World) -> dict[str, str]:
    """A channel whose name nothing has yet."""
    return {"name": world.unheard_of(), "kind": "email", "target": "ops@acme.example"}


def saved_view(world: World) -> dict[str, object]:
    """A view whose name nothing has yet."""
    return {"name": world.unheard_of(), "question": {"by": ["model"], "compare": True}}


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One good call. `fresh` makes what the path names just before; `query` and `json` may depend on the world."""

    query: dict[str, str] = {}
    json: Callable[[World], Any] | None = None
    fresh: Callable[[World], dict[str, str]] | None = None
    asker: Callable[[World], Member] | None = None
    """Who calls a route of the app, if not Alice."""
    traceless: str | None = None
    """Why a state-changing route leaves no entry in the audit."""


GET = Call()

CALLS: dict[str, Call] = {
    # Both APIs
    "GET {api}/mappings": GET,
    "GET {api}/mappings.csv": GET,
    "PUT {api}/mappings": Call(json=lambda world: [RULE | {"project": world.unheard_of()}]),
    "POST {api}/mappings": Call(json=lambda world: RULE | {"project": world.unheard_of()}),
    "DELETE {api}/mappings": Call(
        query={"kind": "email", "pattern": "bob@acme.example"}, fresh=lambda world: world.new_mapping()
    ),
    "GET {api}/price-overrides": GET,
    "PUT {api}/price-overrides": Call(
        json=lambda world: {"override": [{"model": "claude-*", "discount_percent": 5, "note": world.unheard_of()}]}
    ),
    "GET {api}/api-keys": GET,
    "POST {api}/api-keys": Call(json=lambda world: {"name": world.unheard_of(), "scopes": ["line_items:read"]}),
    "GET {api}/api-keys/{key_id}/users": GET,
    "POST {api}/api-keys/{key_id}/rotate": Call(json=lambda _: {}, fresh=lambda world: world.new_key()),
    "POST {api}/api-keys/{key_id}/revoke": Call(fresh=lambda world: world.new_key()),
    "GET {api}/budgets": GET,
    "POST {api}/budgets": Call(json=lambda world: budget(world)),
    "PUT {api}/budgets/{budget_id}": Call(json=lambda world: budget(world)),
    "DELETE {api}/budgets/{budget_id}": Call(fresh=lambda world: world.new_budget()),
    "GET {api}/forecasts": GET,
    "GET {api}/report": GET,
    "GET {api}/anomalies": GET,
    "GET {api}/alerts": GET,
    "GET {api}/alerts/{alert_id}": GET,
    "PUT {api}/alerts/{alert_id}/owner": Call(
        json=lambda world: {"owner_id": str(world.alice.id)}, fresh=lambda world: world.new_alert()
    ),
    "POST {api}/alerts/{alert_id}/snooze": Call(json=lambda world: {"until": world.tomorrow()}),
    **{
        f"POST {{api}}/alerts/{{alert_id}}/{action}": Call(fresh=lambda world: world.new_alert())
        for action in ("acknowledge", "resolve", "dismiss", "false-positive")
    },
    "GET {api}/audit": GET,
    "GET {api}/audit.csv": GET,
    "GET {api}/audit/choices": GET,
    "GET {api}/coverage": Call(query=EVER),
    "GET {api}/price-audit": Call(query=EVER),
    # The web app's own
    "GET /api/v1/app/channels": GET,
    "GET /api/v1/app/chat-services": GET,
    "GET /api/v1/app/report-times": GET,
    "PUT /api/v1/app/report-times": Call(
        json=lambda _: {"daily": False, "weekly": True, "at": "07:30", "weekdays": [0, 4], "weekly_day": 0}
    ),
    "POST /api/v1/app/channels": Call(json=lambda world: mail_channel(world)),
    "PUT /api/v1/app/channels/{channel_id}": Call(json=lambda world: mail_channel(world)),
    "DELETE /api/v1/app/channels/{channel_id}": Call(fresh=lambda world: world.new_channel()),
    "POST /api/v1/app/channels/{channel_id}/rotate-secret": Call(
        fresh=lambda world: world.new_channel(ChannelKind.WEBHOOK)
    ),
    "POST /api/v1/app/channels/{channel_id}/test": Call(
        fresh=lambda world: world.new_channel(), traceless="a message is no change, and lies in the delivery log"
    ),
    "GET /api/v1/app/deliveries": GET,
    "GET /api/v1/app/me": GET,
    "POST /api/v1/app/sign-out": GET,
    "GET /api/v1/app/account": GET,
    "PUT /api/v1/app/account/name": Call(json=lambda world: {"name": world.unheard_of()}),
    "PUT /api/v1/app/account/password": Call(json=lambda _: {"current": PASSWORD, "new": PASSWORD}),
    "POST /api/v1/app/account/one-time-codes/enrol": Call(traceless="A secret counts once a code confirms it."),
    "PUT /api/v1/app/account/one-time-codes": Call(
        json=lambda _: {"secret": CODES, "code": pyotp.TOTP(CODES).now(), "password": PASSWORD}
    ),
    "POST /api/v1/app/account/one-time-codes/turn-off": Call(json=lambda _: {"password": PASSWORD}),
    "DELETE /api/v1/app/account/identity": Call(fresh=lambda world: world.new_identity()),
    "GET /api/v1/app/account/sessions": GET,
    "POST /api/v1/app/account/sessions/{own_session_id}/end": Call(fresh=lambda world: world.new_session()),
    "POST /api/v1/app/account/sessions/end-others": Call(fresh=lambda world: world.new_session()),
    "POST /api/v1/app/switch": Call(json=lambda world: {"organization_id": str(world.acme)}),
    "GET /api/v1/app/members": GET,
    "PUT /api/v1/app/members/{member_id}": Call(
        json=lambda _: {"role": "admin"}, fresh=lambda world: world.new_member()
    ),
    "DELETE /api/v1/app/members/{member_id}": Call(fresh=lambda world: world.new_member()),
    "GET /api/v1/app/invitations": GET,
    "POST /api/v1/app/invitations": Call(json=lambda world: {"email": world.nobodys_email(), "role": "member"}),
    "POST /api/v1/app/invitations/{invitation_id}/renew": Call(fresh=lambda world: world.new_invitation()),
    "POST /api/v1/app/invitations/{invitation_id}/revoke": Call(fresh=lambda world: world.new_invitation()),
    "GET /api/v1/app/organization": GET,
    "PATCH /api/v1/app/organization": Call(json=lambda world: {"name": world.unheard_of(), "cost_basis": "reported"}),
    "POST /api/v1/app/organization/delete": Call(
        json=lambda _: {"name": DOOMED, "password": PASSWORD},
        asker=lambda world: world.owner_of_doomed(),
        traceless="The audit goes with the organization; a note of the deletion stays beside it.",
    ),
    "GET /api/v1/app/time-zones": GET,
    "GET /api/v1/app/own-prices": GET,
    "POST /api/v1/app/own-prices": Call(
        json=lambda world: {"after": {"model": world.unheard_of(), "mtok": {"input": "3", "output": "15"}}}
    ),
    "POST /api/v1/app/own-prices/preview": Call(
        json=lambda world: {"after": {"model": world.unheard_of(), "mtok": {"input": "3", "output": "15"}}},
        traceless="Nothing is written.",
    ),
    "GET /api/v1/app/price-list": GET,
    "GET /api/v1/app/unpriced-models": GET,
    "GET /api/v1/app/retention": GET,
    "PUT /api/v1/app/retention": Call(
        json=lambda world: {"raw_days": None, "item_months": 120 if world.turn() else 119}
    ),
    "POST /api/v1/app/retention/preview": Call(
        json=lambda _: {"raw_days": 30, "item_months": 12}, traceless="Nothing is deleted."
    ),
    "GET /api/v1/app/provider-types": GET,
    "GET /api/v1/app/providers": GET,
    "POST /api/v1/app/providers": Call(json=lambda world: {"type": "claude", "name": world.unheard_of()}),
    "GET /api/v1/app/providers/{connection_id}": GET,
    "PUT /api/v1/app/providers/{connection_id}/content": Call(json=lambda world: {"keep": world.turn()}),
    "GET /api/v1/app/providers/{connection_id}/kits": GET,
    "GET /api/v1/app/provider-pulses": GET,
    "GET /api/v1/app/providers/{connection_id}/raw-batches": GET,
    "GET /api/v1/app/providers/{connection_id}/raw-batches/choices": GET,
    "GET /api/v1/app/providers/{connection_id}/raw-batches/{batch_id}": GET,
    "GET /api/v1/app/providers/{connection_id}/raw-batches/{batch_id}/records": GET,
    "GET /api/v1/app/providers/{connection_id}/raw-batches/{batch_id}/body": GET,
    "GET /api/v1/app/line-items": GET,
    "GET /api/v1/app/line-items/{line_item_id}": GET,
    "GET /api/v1/app/line-items/{line_item_id}/explanation": GET,
    "GET /api/v1/app/scopes": GET,
    "GET /api/v1/app/overview": GET,
    "GET /api/v1/app/spend": Call(query=EVER | {"group_by": "user"}),
    "GET /api/v1/app/spend/tokens": Call(query=EVER | {"group_by": "model"}),
    "GET /api/v1/app/spend/values": Call(query=EVER | {"dimension": "user", "contains": "dev"}),
    "GET /api/v1/app/spend/tags": Call(query=EVER),
    "GET /api/v1/app/saved-views": GET,
    "POST /api/v1/app/saved-views": Call(json=lambda world: saved_view(world)),
    "PUT /api/v1/app/saved-views/{view_id}": Call(json=lambda world: saved_view(world)),
    "DELETE /api/v1/app/saved-views/{view_id}": Call(fresh=lambda world: world.new_view()),
    "GET /api/v1/app/what-changed": Call(query=EVER),
    "GET /api/v1/app/people": Call(query=EVER),
    "GET /api/v1/app/person": Call(query=EVER | {"name": "dev3"}),
    "GET /api/v1/app/sessions": Call(query=EVER),
    "GET /api/v1/app/sessions/{session_id}": GET,
    # The public API
    "GET /api/v1/public/line-items": Call(query=EVER),
    "GET /api/v1/public/line-items/{line_item_id}/explanation": GET,
    "GET /api/v1/public/rollups/daily": Call(query=EVER | {"group_by": "model"}),
    "GET /api/v1/public/what-changed": Call(query=EVER),
    "GET /api/v1/public/activity": Call(query=EVER),
    # The last of the walk, for making a sample takes a while
    "GET /api/v1/app/sample": GET,
    "POST /api/v1/app/sample/remove": Call(fresh=lambda world: world.with_sample()),
    "POST /api/v1/app/sample/enter": Call(
        fresh=lambda world: world.with_sample(), traceless="It is entered in the sample's audit, which goes with it."
    ),
    "POST /api/v1/app/sample/leave": Call(traceless="The session looks at the real organization again."),
    "POST /api/v1/app/sample": Call(
        fresh=lambda world: world.without_sample(), traceless="The work that it begins enters what it made."
    ),
}


def call_of(method: str, path: str) -> Call | None:
    """The row of a route; `None` if it has none."""
    api = "/".join(path.split("/")[:4])
    return CALLS.get(f"{method} {path}") or CALLS.get(f"{method} {path.replace(api, '{api}', 1)}")
