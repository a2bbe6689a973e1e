"""`stackspend replay`: the ledger derived anew from the raw batches says what it said before."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import msgspec

from stackspend.access.keys import Stamp
from tests.captured import captures
from tests.ledger.telemetry import CLAUDE_CODE, logs, record
from tests.running import PROGRAM, RunningServer, running_server
from tests.web.door.booked import everything
from tests.web.door.organizations import new_key
from tests.web.door.sending import JSON, ask, await_booked, export_all

STAMPED = json.dumps(
    logs([record("api_request", 0, request_id="req_stamped", cost_usd=0.5)], CLAUDE_CODE | {"team": "Client"})
).encode()


def line_items(server: RunningServer) -> list[dict[str, Any]]:
    return everything(server, "/line-items")


def replayed(data_dir: Path) -> str:
    environment = os.environ | {"STACKSPEND_DATA_DIR": str(data_dir)}
    done = subprocess.run([PROGRAM, "replay"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_after_a_replay_every_line_item_is_what_it_was(tmp_path: Path) -> None:
    exports = [export for recording in captures() for export in recording.exports]
    with running_server(tmp_path) as server:
        export_all(server, exports, connections=4)
        stamped = {"X-API-Key": new_key(server, stamp=Stamp(team="Payments", project="Checkout"))}
        assert ask(server, "/v1/logs", STAMPED, JSON | stamped).status == 202
        await_booked(server)
        before = line_items(server)

    assert replayed(server.data_dir) == f"Replayed {len(exports) + 1:,} raw batches.\n"

    with running_server(tmp_path) as again:
        after = line_items(msgspec.structs.replace(again, api_key=server.api_key))
    assert len(after) > 600
    assert after == before
    assert [(item["team"], item["project_id"]) for item in after if item["team_attribution"] == "stamped"] == [
        ("Payments", "Checkout")
    ]


def test_a_ledger_that_a_server_has_is_left_alone(server: RunningServer) -> None:
    environment = os.environ | {"STACKSPEND_DATA_DIR": str(server.data_dir)}

    refused = subprocess.run([PROGRAM, "replay"], env=environment, capture_output=True, text=True, check=False)

    assert refused.returncode == 1
    assert "Another StackSpend process has the ledger" in refused.stderr
