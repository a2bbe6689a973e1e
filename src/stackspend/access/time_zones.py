"""Time zones of organizations, by their IANA names: where their days, weeks and months begin."""

from collections.abc import Mapping
from functools import cache
from typing import Protocol
from uuid import UUID
from zoneinfo import available_timezones

from stackspend.errors import InvalidInput

_REGIONS = frozenset({
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
})  # fmt: skip


def read_time_zone(text: str) -> str:
    """The name of a zone that there is, as IANA writes it. Raises InvalidInput."""
    if text not in _known():
        raise InvalidInput(f"There is no time zone {text!r}; write it as IANA does, such as Europe/Berlin or UTC.")
    return text


def time_zone_names() -> list[str]:
    """The names to choose among, UTC first; abbreviations and the names of countries are known too, and left out."""
    return ["UTC", *sorted(name for name in _known() if name.partition("/")[0] in _REGIONS)]


class ZoneCatalog(Protocol):
    """What is asked of the catalog."""

    async def time_zones(self) -> Mapping[UUID, str]:
        """The zones of the organizations that have another than UTC."""


class TimeZones:
    """The zones of all organizations as of the last refresh, for work that runs beside the catalog's loop."""

    def __init__(self, catalog: ZoneCatalog) -> None:
        self._catalog = catalog
        self._zones: Mapping[UUID, str] = {}

    async def refresh(self) -> None:
        """Ask the catalog anew."""
        self._zones = await self._catalog.time_zones()

    def all(self) -> Mapping[UUID, str]:
        """The zones of the organizations that have another than UTC."""
        return self._zones


@cache
def _known() -> frozenset[str]:
    # The machine's own zone and its abbreviations say nothing about an organization, and the ledger has no such zone.
    return frozenset(name for name in available_timezones() if name not in {"localtime", "Factory"})
