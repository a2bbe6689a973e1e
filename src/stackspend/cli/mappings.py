"""`stackspend mappings import` and `export`: the rules that say whose usage goes to which team."""

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from stackspend.actor import COMMAND_LINE
from stackspend.cli.organization import open_organization, read_file
from stackspend.cli.terminal import say
from stackspend.ledger.mapping import MappingRule
from stackspend.ledger.mapping_change import MappingChange
from stackspend.ledger.mapping_csv import read_csv, write_csv
from stackspend.ledger.mapping_rules import read_rules
from stackspend.settings import Settings, read_settings


def import_mappings(
    file: Path,
    /,
    *,
    organization: str | None = None,
    dry_run: Annotated[bool, Parameter(negative=())] = False,
    data_dir: str | None = None,
) -> None:
    """Replace all mapping rules by those of a CSV file, and print what that changes.

    Parameters
    ----------
    file
        The CSV file, in UTF-8, with the header kind,pattern,team,cost_centre,project.
    organization
        The name of the organization; not needed when there is only one.
    dry_run
        Print what would change, and change nothing.
    data_dir
        The folder of the embedded stores; the same as STACKSPEND_DATA_DIR.
    """
    settings = read_settings(os.environ, data_dir=data_dir)
    body = read_file(file)
    say(_tell(asyncio.run(replace_rules(settings, organization, body, dry_run=dry_run)), dry_run=dry_run))


def export_mappings(*, organization: str | None = None, data_dir: str | None = None) -> None:
    """Print all mapping rules as CSV, as the import reads it.

    Parameters
    ----------
    organization
        The name of the organization; not needed when there is only one.
    data_dir
        The folder of the embedded stores; the same as STACKSPEND_DATA_DIR.
    """
    settings = read_settings(os.environ, data_dir=data_dir)
    sys.stdout.write(write_csv(asyncio.run(read_kept_rules(settings, organization))))


async def replace_rules(settings: Settings, name: str | None, body: bytes, *, dry_run: bool) -> MappingChange:
    """Read the table and keep its rules, if this is no dry run."""
    async with open_organization(settings, name) as opened:
        organization_id = opened.organization.id
        keys = {key.id for key in await opened.catalog.keys(organization_id)}
        return await opened.catalog.replace_mapping_rules(
            organization_id,
            read_rules(read_csv(body), keys=keys),
            by=COMMAND_LINE,
            at=datetime.now(UTC),
            dry_run=dry_run,
        )


async def read_kept_rules(settings: Settings, name: str | None) -> list[MappingRule]:
    """The organization's rules."""
    async with open_organization(settings, name) as opened:
        return await opened.catalog.mapping_rules(opened.organization.id)


def _tell(change: MappingChange, *, dry_run: bool) -> str:
    lines = [
        *(f"+ {_describe(rule)}" for rule in change.added),
        *(f"~ {_describe(one.before)} becomes {_fields(one.after)}" for one in change.changed),
        *(f"- {_describe(rule)}" for rule in change.removed),
        f"{len(change.added)} added, {len(change.changed)} changed, {len(change.removed)} removed, "
        f"{change.unchanged} unchanged." + (" Nothing was written." if dry_run else ""),
    ]
    return "\n".join(lines)


def _describe(rule: MappingRule) -> str:
    return f"{rule.kind} {rule.pattern}: {_fields(rule)}"


def _fields(rule: MappingRule) -> str:
    stated = {"team": rule.team, "cost centre": rule.cost_centre, "project": rule.project}
    return ", ".join(f"{name} {value}" for name, value in stated.items() if value is not None)
