"""What may be asked: a period, filters, a dimension to group by, whose attribution, which cost."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

import msgspec

from stackspend.access.organizations import CostBasis
from stackspend.errors import InvalidInput
from stackspend.ledger.mapping import MappingRule

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Dimension(StrEnum):
    """What line items can be grouped and filtered by."""

    PROVIDER = "provider"
    SERVICE = "service"
    CATEGORY = "category"
    MODEL = "model"
    USER = "user"
    TEAM = "team"
    COST_CENTRE = "cost_centre"
    PROJECT = "project"
    SESSION = "session"
    SOURCE = "source"
    QUERY_SOURCE = "query_source"
    SKILL = "skill"
    PLUGIN = "plugin"
    AGENT = "agent"
    MCP_SERVER = "mcp_server"
    CLIENT_VERSION = "client_version"
    EFFORT = "effort"
    SPEED = "speed"


class Tag(msgspec.Struct, frozen=True):
    """A tag that clients declare in their resource attributes, to group and filter by: written `tag:name`."""

    name: str

    def __str__(self) -> str:
        return f"{_TAG}{self.name}"


Field = Dimension | Tag
"""Whatever line items can be grouped and filtered by."""

_TAG = "tag:"


class Granularity(StrEnum):
    """How wide the steps of a series are. Weeks begin on Monday."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Attribution(StrEnum):
    """Whose name usage goes under: what the clients stated, or that with links between identities seen together."""

    STATED = "stated"
    LINKED = "linked"


class Perspective(msgspec.Struct, frozen=True):
    """How an organization looks at its usage: which cost, whose name, which mapping rules.

    `stamps` are rules by key that come with the key itself and go before all others.
    """

    basis: CostBasis = CostBasis.REPORTED
    attribution: Attribution = Attribution.LINKED
    rules: tuple[MappingRule, ...] = ()
    stamps: tuple[MappingRule, ...] = ()


AS_BOOKED = Perspective()


class Period(msgspec.Struct, frozen=True):
    """Days of a time zone, both included."""

    start: date
    end: date
    zone: str = "UTC"
    """As IANA names it."""

    @property
    def before(self) -> Self:
        """As many days, just before."""
        days = timedelta(days=(self.end - self.start).days + 1)
        return msgspec.structs.replace(self, start=self.start - days, end=self.start - timedelta(days=1))

    @classmethod
    def read(cls, start: str | None, end: str | None, zone: str = "UTC") -> Self:
        """From two YYYY-MM-DD texts, which are days of the zone. Raises InvalidInput."""
        period = cls(_day("start_date", start), _day("end_date", end), zone)
        if period.end < period.start:
            raise InvalidInput(f"end_date {period.end} is before start_date {period.start}.")
        return period


class Among(msgspec.Struct, frozen=True):
    """One of these values of a dimension; None among them is usage without one. Names of people are case folded."""

    dimension: Field
    values: tuple[str | None, ...]


class Filters(msgspec.Struct, frozen=True):
    """Exact values that line items must have; None does not filter. `connection_id` narrows to one provider, `among` to
    line items that have one of the values of each."""

    provider: str | None = None
    service: str | None = None
    model: str | None = None
    user: str | None = None
    session: str | None = None
    connection_id: UUID | None = None
    among: tuple[Among, ...] = ()


NO_FILTERS = Filters()


class Cursor(msgspec.Struct, frozen=True):
    """Where a page ended: `<date>:<text>`, as the public API has it."""

    day: date
    after: str

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        """The cursor of a page's `next_cursor`. Raises InvalidInput."""
        if text is None:
            return None
        day, separator, after = text.partition(":")
        if not separator:
            raise InvalidInput(f"The cursor {text!r} is not one that this API gave: use meta.next_cursor as it is.")
        return cls(_day("cursor", day), after)

    def __str__(self) -> str:
        return f"{self.day.isoformat()}:{self.after}"


def read_limit(limit: int, most: int = 1000) -> int:
    """A page size. Raises InvalidInput."""
    if not 1 <= limit <= most:
        raise InvalidInput(f"limit is {limit}, and must be from 1 to {most:,}.")
    return limit


def read_dimension(text: str | None) -> Dimension:
    """The dimension of `group_by`. Raises InvalidInput that lists them."""
    try:
        return Dimension(text or "")
    except ValueError:
        raise InvalidInput(f"group_by is {text!r}, and must be one of {', '.join(Dimension)}.") from None


def read_field(text: str) -> Field:
    """The dimension of this name, or the tag of `tag:name`. Raises InvalidInput that lists them."""
    if text.startswith(_TAG) and text != _TAG:
        return Tag(text.removeprefix(_TAG))
    try:
        return Dimension(text)
    except ValueError:
        raise InvalidInput(f"There is no dimension {text!r}; choose one of {', '.join(Dimension)}, tag:name.") from None


def read_attribution(text: str | None) -> Attribution:
    """The attribution asked for; linked if none is. Raises InvalidInput."""
    try:
        return Attribution(text or Attribution.LINKED)
    except ValueError:
        raise InvalidInput(f"attribution is {text!r}, and must be one of {', '.join(Attribution)}.") from None


def _day(name: str, text: str | None) -> date:
    if not text:
        raise InvalidInput(f"{name} is missing: give a day as YYYY-MM-DD.")
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else _no_day(name, text)
    except ValueError:
        return _no_day(name, text)


def _no_day(name: str, text: str) -> date:
    raise InvalidInput(f"{name} is {text!r}, and must be a day as YYYY-MM-DD.")
