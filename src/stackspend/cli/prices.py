"""`stackspend prices import`: an organization's negotiated rates, discounts and model names."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

from stackspend.actor import COMMAND_LINE
from stackspend.cli.organization import open_organization, read_file
from stackspend.cli.terminal import say
from stackspend.pricing import Override, default_price_list, parse_overrides
from stackspend.pricing.agreements import OverrideChange
from stackspend.settings import Settings, read_settings


def import_prices(file: Path, /, *, organization: str | None = None, data_dir: str | None = None) -> None:
    """Replace all price overrides by those of a TOML or JSON file, and print what that changed.

    Parameters
    ----------
    file
        The file: TOML with [[override]] tables, or JSON if its name ends in .json.
    organization
        The name of the organization; not needed when there is only one.
    data_dir
        The folder of the embedded stores; the same as STACKSPEND_DATA_DIR.
    """
    settings = read_settings(os.environ, data_dir=data_dir)
    overrides = parse_overrides(read_file(file), "json" if file.suffix == ".json" else "toml", name=file.name)
    default_price_list().with_overrides(overrides)  # refuses those that contradict each other
    change = asyncio.run(replace_overrides(settings, organization, overrides))
    lines = (*(f"+ {one.id}" for one in change.added), *(f"- {one.id}" for one in change.removed))
    summary = f"{len(change.added)} added, {len(change.removed)} removed, {change.unchanged} unchanged."
    say("\n".join((*lines, summary)))


async def replace_overrides(settings: Settings, name: str | None, overrides: tuple[Override, ...]) -> OverrideChange:
    """Keep these overrides and no others."""
    async with open_organization(settings, name) as opened:
        return await opened.catalog.replace_price_overrides(
            opened.organization.id, overrides, by=COMMAND_LINE, at=datetime.now(UTC)
        )
