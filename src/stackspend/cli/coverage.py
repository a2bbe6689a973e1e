"""`stackspend coverage`: how complete the telemetry of a period is, as one JSON report."""

import asyncio
import json
import os
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from stackspend.app import open_ledger
from stackspend.cli.organization import open_organization
from stackspend.cli.terminal import say
from stackspend.errors import Conflict, TransientError, Unauthenticated
from stackspend.reports.coverage import report_coverage
from stackspend.reports.question import Period
from stackspend.settings import Settings, read_settings
from stackspend.store.ledger.coverage import Coverage

_DAYS = 30


def coverage(
    *,
    start: str | None = None,
    end: str | None = None,
    organization: str | None = None,
    key: str | None = None,
    data_dir: str | None = None,
) -> None:
    """Report how complete the telemetry of a period is, as JSON.

    Parameters
    ----------
    start
        The first UTC day, YYYY-MM-DD; 30 days ago if it is left out.
    end
        The last UTC day; today if it is left out.
    organization
        The name of the organization; needed only if there are several.
    key
        An API key with the scope rollups:read. While a server has the ledger, that server is asked.
    data_dir
        The folder of the embedded stores; the same as STACKSPEND_DATA_DIR.
    """
    settings = read_settings(os.environ, data_dir=data_dir)
    today = datetime.now(UTC).date()
    period = Period.read(start or (today - timedelta(days=_DAYS)).isoformat(), end or today.isoformat())
    if key is not None:
        say(_ask_server(settings, period, key))
        return
    try:
        database = open_ledger(settings)
    except Conflict as error:
        raise Conflict(f"{error.message} With --key ss_live_… the running server is asked.") from None
    try:
        organization_id = asyncio.run(_organization(settings, organization))
        say(msgspec.json.encode(report_coverage(Coverage(database), organization_id, period)).decode())
    finally:
        database.close()


async def _organization(settings: Settings, name: str | None) -> UUID:
    async with open_organization(settings, name) as opened:
        return opened.organization.id


def _ask_server(settings: Settings, period: Period, key: str) -> str:
    query = urllib.parse.urlencode({"start_date": period.start, "end_date": period.end})
    address = f"{settings.public_url}/api/v1/public/coverage?{query}"
    request = urllib.request.Request(address, headers={"X-API-Key": key})  # noqa: S310 - settings allow http(s) only
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - as above
            return json.dumps(json.load(answer)["data"])
    except urllib.error.HTTPError as error:
        raise Unauthenticated(f"The server refused: {json.load(error)['error']['message']}") from None
    except OSError as error:
        raise TransientError(f"No server answers at {settings.public_url}: {error}.") from None
