"""`stackspend demo`: make 90 days of sample data, or remove them."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from cyclopts import Parameter
from cyclopts.validators import Number

from stackspend.access.members import Member
from stackspend.access.sign_in import new_sign_in_url
from stackspend.actor import COMMAND_LINE
from stackspend.app import make_samples, open_ledger
from stackspend.cli.terminal import complain, say
from stackspend.sample.make import Samples
from stackspend.sample.season import DAYS
from stackspend.settings import Settings, read_settings
from stackspend.store.catalog import Catalog

FIRST_ORGANIZATION = "My organization"
FIRST_OWNER = "owner@localhost"


def demo(
    *,
    days: Annotated[int, Parameter(validator=Number(gte=1, lte=365))] = DAYS,
    remove: Annotated[bool, Parameter(negative=())] = False,
    data_dir: str | None = None,
) -> None:
    """Make 90 days of sample data to look around in, or remove them.

    They are an organization of their own, marked as a sample: no sum of yours includes them. The server must be stopped
    if the ledger is embedded; while it runs, use the button in the web app.

    Parameters
    ----------
    days
        How many days up to now, from 1 to 365.
    remove
        Remove the sample data, leaving nothing of them.
    data_dir
        The folder of the embedded stores; the same as STACKSPEND_DATA_DIR.
    """
    settings = read_settings(os.environ, data_dir=data_dir)
    say(asyncio.run(_remove(settings) if remove else _make(settings, days, now=datetime.now(UTC))))


class _Opened(msgspec.Struct, frozen=True):
    catalog: Catalog
    samples: Samples
    owner: Member


async def _make(settings: Settings, days: int, *, now: datetime) -> str:
    async with _opened(settings, now, days) as opened:
        sample = await opened.samples.make(opened.owner.organization_id, by=COMMAND_LINE, now=now, tell=_tell)
        inside = await opened.catalog.enter_sample(opened.owner, sample, by=COMMAND_LINE, at=now)
        url = await new_sign_in_url(opened.catalog, inside, public_url=settings.public_url, by=COMMAND_LINE, now=now)
    return f"The sample is ready. Start the server: stackspend serve\nThen look around: {url}  (once, within 24 hours)"


async def _remove(settings: Settings) -> str:
    async with _opened(settings, datetime.now(UTC)) as opened:
        removed = await opened.samples.remove(opened.owner.organization_id, by=COMMAND_LINE, now=datetime.now(UTC))
    return "The sample is removed." if removed else "There is no sample."


@asynccontextmanager
async def _opened(settings: Settings, now: datetime, days: int = DAYS) -> AsyncIterator[_Opened]:
    """The stores, and the owner of the oldest organization, both created when there is none: a sample needs a home."""
    database = open_ledger(settings)
    try:
        catalog = await Catalog.open(settings.catalog_url)
        try:
            owner = await catalog.first_owner(
                organization=FIRST_ORGANIZATION, email=FIRST_OWNER, by=COMMAND_LINE, at=now
            )
            yield _Opened(catalog, make_samples(catalog, database, days=days), owner)
        finally:
            await catalog.close()
    finally:
        database.close()


def _tell(share: float) -> None:
    complain(f"Booking the sample: {share:.0%}")
