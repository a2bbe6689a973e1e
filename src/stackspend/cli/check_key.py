"""`stackspend check-key`: whether text holds API keys, where, and whether this catalog knows them."""

import asyncio
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import make_url

from stackspend.access import credential
from stackspend.access.keys import ApiKey, shown_prefix
from stackspend.access.leaks import FoundKey, find_keys
from stackspend.cli.terminal import complain, say
from stackspend.errors import InvalidInput, StackSpendError
from stackspend.settings import Settings, read_settings
from stackspend.store.catalog import Catalog

STDIN = "-"


class Leak(msgspec.Struct, frozen=True):
    """A key in a file."""

    file: str
    found: FoundKey

    @property
    def digest(self) -> bytes:
        """What stores know the key by."""
        return credential.digest(self.found.secret)


def check_key(*files: str, offline: bool = False, data_dir: str | None = None) -> int:
    """Find API keys in files or on stdin; exit code 1 if there are any.

    A key is recognized by its checksum. It is never printed whole.

    Parameters
    ----------
    files
        Files, or folders to be read with all that is in them; - or nothing at all reads stdin.
    offline
        Do not ask the catalog whether it knows the keys.
    data_dir
        The folder of the embedded stores; the same as STACKSPEND_DATA_DIR.
    """
    leaks = [leak for name in files or (STDIN,) for leak in _leaks(name)]
    known: dict[bytes, ApiKey] | None = None
    if leaks and not offline:
        try:
            known = asyncio.run(_known(read_settings(os.environ, data_dir=data_dir), leaks))
        except StackSpendError as error:
            complain(f"Whether the keys are known here could not be found out: {error.message}")
    for leak in leaks:
        place = f"{leak.file}:{leak.found.line}:{leak.found.column}"
        say(f"{place}: {shown_prefix(leak.found.secret)}… {_verdict(leak, known)}")
    return 1 if leaks else 0


def _leaks(name: str) -> Iterator[Leak]:
    if name == STDIN:
        yield from (Leak("stdin", found) for found in find_keys(sys.stdin.buffer))
        return
    path = Path(name)
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    for file in files:
        try:
            with file.open("rb") as lines:
                yield from (Leak(str(file), found) for found in find_keys(lines))
        except OSError as error:
            raise InvalidInput(f"The file {file} cannot be read: {error.strerror}.") from error


async def _known(settings: Settings, leaks: list[Leak]) -> dict[bytes, ApiKey] | None:
    """The keys that the catalog knows, by digest; None if there is no catalog, which is not made for this."""
    if _is_missing(settings.catalog_url):
        return None
    catalog = await Catalog.open(settings.catalog_url)
    try:
        asked = {leak.digest: await catalog.key_by_digest(leak.digest) for leak in leaks}
        return {digest: key for digest, key in asked.items() if key is not None}
    finally:
        await catalog.close()


def _is_missing(catalog_url: str) -> bool:
    url = make_url(catalog_url)
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


def _verdict(leak: Leak, known: dict[bytes, ApiKey] | None) -> str:
    if known is None:
        return "is a well-formed API key; the catalog was not asked."
    key = known.get(leak.digest)
    if key is None:
        return "is a well-formed API key that this catalog does not know."
    state = key.state(datetime.now(UTC))
    cure = " Revoke it." if state == "active" else ""
    return f'is the API key "{key.name}", {state}.{cure}'
