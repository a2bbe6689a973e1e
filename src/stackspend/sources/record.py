"""One record, point or span of an export in the form that all sources read: merged attributes, dated, located."""

from datetime import datetime, timedelta

import msgspec

from stackspend.ledger.activity import Activity
from stackspend.ledger.link import Link
from stackspend.ledger.observation import Observation, Sighting
from stackspend.otlp.export import Plain, SetAside
from stackspend.sources.attributes import instant
from stackspend.sources.setting import Setting, Settings
from stackspend.sources.vocabulary import tags_of

CLOCK_TOLERANCE = timedelta(minutes=10)
"""How far ahead of our clock a client's may be before its records are dated by arrival."""


class Origin(msgspec.Struct, frozen=True):
    """The resource of a record, read once for all records under it, the tags that the organization declared, and the
    settings under it."""

    resource: dict[str, Plain]
    tags: dict[str, str]
    settings: Settings

    @classmethod
    def read(cls, resource: dict[str, Plain]) -> "Origin":
        """From the plain attributes of a resource."""
        return cls(resource, tags_of(resource), Settings(resource))


class Record(msgspec.Struct, frozen=True, gc=False):
    """`attributes` are those of the resource overlaid by the record's own (the point wins). `arrival` is of the whole
    batch, `position` the record's place in it."""

    origin: Origin
    setting: Setting
    attributes: dict[str, Plain]
    arrival: Sighting
    position: int

    @property
    def sighting(self) -> Sighting:
        """Where and when this record arrived."""
        arrival = self.arrival
        return Sighting(arrival.batch_id, arrival.connection_id, arrival.key_id, arrival.received_at, self.position)

    def dated(self, nanoseconds: int | None) -> tuple[datetime, bool]:
        """When it happened, and whether that is only the time of arrival (unset, or ahead of the clock)."""
        stated = instant(nanoseconds)
        if stated is None or stated > self.arrival.received_at + CLOCK_TOLERANCE:
            return self.arrival.received_at, True
        return stated, False


class Derived(msgspec.Struct):
    """What one export says. `records` counts log records, data points and spans, read or not."""

    records: int = 0
    observations: list[Observation] = []
    activity: list[Activity] = []
    links: set[Link] = set()
    client_versions: set[str] = set()
    set_aside: list[SetAside] = []
