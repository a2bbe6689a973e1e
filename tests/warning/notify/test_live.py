"""A session runs away on a running server: a real web server and a real mail server hear of it within seconds."""

import json
import time
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from itertools import count
from pathlib import Path
from typing import Any
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from stackspend.warning.notify.webhook import sign
from tests.ledger.telemetry import MORNING, Body, logs, record
from tests.running import RunningServer, running_server
from tests.warning.notify.receivers import mail_server, receiver
from tests.web.door.sending import ask, authorized, await_booked

SECONDS = 30.0
_REQUESTS = count()


def request(at: datetime, session: str, cost: float) -> Body:
    stated = {"session__id": session, "user__email": "bob@acme.example", "model": "claude-opus-4-5"}
    after = (at - MORNING).total_seconds()
    return record("api_request", after, **stated, request_id=f"req_{next(_REQUESTS)}", cost_usd=cost, input_tokens=3)


def send(server: RunningServer, *requests: Body) -> None:
    assert ask(server, "/v1/logs", json.dumps(logs(requests)).encode(), authorized(server)).status == 202


def owner_of(server: RunningServer) -> OpenerDirector:
    """The owner's browser."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    opener.open(server.sign_in_url, timeout=10).close()
    return opener


def add_channel(browser: OpenerDirector, server: RunningServer, **channel: str) -> dict[str, Any]:
    body = json.dumps(channel).encode()
    address = f"{server.base_url}/api/v1/app/channels"
    with browser.open(Request(address, body, {"Content-Type": "application/json"}), timeout=10) as answer:
        made: dict[str, Any] = json.load(answer)["data"]
        return made


def test_a_runaway_session_is_told_to_a_webhook_and_by_mail_within_half_a_minute(tmp_path: Path) -> None:
    with receiver() as hook, mail_server() as box:
        smtp_url, smtp_from = f"smtp://127.0.0.1:{box.port}", "StackSpend <stackspend@acme.example>"
        with running_server(tmp_path, private_targets="yes", smtp_url=smtp_url, smtp_from=smtp_from) as server:
            now = datetime.now(UTC)
            usual = [now - timedelta(days=day, minutes=n) for day in range(1, 21) for n in range(3)]
            send(server, *(request(at, f"session of {at}", 1.0) for at in usual))
            await_booked(server)
            browser = owner_of(server)
            made = add_channel(browser, server, name="Hook", kind="webhook", target=hook.url)
            add_channel(browser, server, name="Ops", kind="email", target="ops@acme.example")
            began = time.monotonic()
            send(server, *(request(now - timedelta(seconds=n), "runaway", 20.0) for n in range(10)))
            assert hook.arrived.wait(SECONDS)
            assert box.arrived.wait(SECONDS - (time.monotonic() - began))
            events = [json.loads(one.body) for one in hook.received]
            (event,) = [one for one in events if one["data"]["kind"] == "runaway_session"]
            (alert,) = server.get("/api/v1/public/anomalies", only_open="true")
    got = hook.received[events.index(event)]
    assert event["event"] == "anomaly.created"
    assert (event["data"]["id"], event["data"]["subject"], event["data"]["impact_usd"]) == (
        alert["id"],
        "runaway",
        "199",
    )
    assert got.headers["X-StackSpend-Signature"] == sign(
        made["secret"], int(got.headers["X-StackSpend-Timestamp"]), got.body
    )
    assert [letter["Subject"] for letter in box.letters] == ["A session of person bob@acme.example runs away"]
    text = box.letters[0].get_body(("plain",))
    assert text is not None
    assert f"/dashboard/inbox/{alert['id']}" in text.get_content()
