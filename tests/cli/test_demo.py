"""`stackspend demo`: a sample to look around in, which goes as it came."""

import json
import os
import re
import subprocess
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from tests.running import PROGRAM, RunningServer, running_server


def demo(data_dir: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"STACKSPEND_DATA_DIR": str(data_dir), **settings}
    return subprocess.run([PROGRAM, "demo", *arguments], env=environment, capture_output=True, text=True, check=False)


def signed_in(url: str, base_url: str) -> dict[str, Any]:
    """Who somebody is who follows this link."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    browser.open(url, timeout=10).close()
    with browser.open(f"{base_url}/api/v1/app/me", timeout=10) as answer:
        data: dict[str, Any] = json.load(answer)["data"]
    return data


def test_the_printed_link_leads_into_the_sample_and_removing_it_ends_that(tmp_path: Path) -> None:
    made = demo(tmp_path / "data", "--days", "2")
    assert made.returncode == 0, made.stderr
    assert "Booking the sample: 100%" in made.stderr
    assert demo(tmp_path / "data").returncode == 1  # there is one already
    secret = re.search(r"/sign-in/(\S+)", made.stdout)
    assert secret

    with running_server(tmp_path) as server:
        me = signed_in(f"{server.base_url}/sign-in/{secret[1]}", server.base_url)
    expected = {
        "id": None,
        "name": "Sample data",
        "is_sample": True,
        "time_zone": "UTC",
        "fiscal_calendar": {"first_month": 1, "first_day": 1},
        "currency_label": "$",
    }
    assert me["organization"] | {"id": None} == expected

    assert demo(tmp_path / "data", "--remove").stdout == "The sample is removed.\n"
    assert demo(tmp_path / "data", "--remove").stdout == "There is no sample.\n"


def test_a_ledger_that_a_server_has_is_left_alone(server: RunningServer) -> None:
    refused = demo(server.data_dir)

    assert refused.returncode == 1
    assert "Another StackSpend process has the ledger" in refused.stderr
