"""What a server says at info level while people sign in, programs ask and agents send: nobody's name and no secret."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

from tests.browser.walk import send
from tests.captured import capture
from tests.running import OWNER, RunningServer, running_server

GREETING = (b"StackSpend is at ", b"Set it up: ")
PEOPLE = re.compile(rb"[\w.+-]+@[\w-]+\.[\w.]+")
SPOILT = b'{"resourceLogs": [{"scopeLogs": [{"logRecords": [{"body": {"stringValue": "a prompt\\n\\u001b[31m"}]}'


def ask(server: RunningServer, path: str, **headers: str) -> int:
    """The status of what may well be refused."""
    request = urllib.request.Request(f"{server.base_url}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


def spoil(server: RunningServer) -> int:
    """The status of an export that is none."""
    headers = {"X-API-Key": server.ingest_key, "Content-Type": "application/json"}
    request = urllib.request.Request(f"{server.endpoint}/v1/logs", data=SPOILT, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


def test_the_log_names_no_person_and_holds_no_secret_and_no_prompt(tmp_path: Path) -> None:
    secrets = []
    with running_server(tmp_path, log_level="info") as server:
        link = server.sign_in_url.rpartition("/")[2]
        secrets += [server.ingest_key, server.api_key, link]
        send(capture("j_user3"), to=server.endpoint, headers={"X-API-Key": server.ingest_key})
        assert spoil(server) == 400
        assert ask(server, f"/sign-in/{link}") == 200
        assert ask(server, f"/sign-in/{link}") == 200, "Used up, it leads to the sign-in page."
        assert ask(server, f"/api/v1/public/line-items?user={OWNER}", **{"X-API-Key": server.api_key + "x"}) == 401
        assert ask(server, f"/api/v1/public/activity?user={OWNER}&cursor={link}", **{"X-API-Key": server.api_key})

    # What greets who starts the server is no log: it has the link that the owner comes in by.
    lines = [line for line in server.log.read_bytes().splitlines() if not line.startswith(GREETING)]
    said, events = b"\n".join(lines), [json.loads(line) for line in lines]
    answers = [(one["route"], one["status"]) for one in events if one["event"] == "answered" and one["request_id"]]
    assert ("/sign-in/{secret}", 303) in answers
    assert ("/api/v1/public/line-items", 401) in answers
    assert [secret for secret in secrets if secret.encode() in said] == []
    assert PEOPLE.findall(said) == []
    assert b"prompt" not in said
