"""What may be asked: a period, filters, a dimension to group by, whose attribution, which cost."""

import re
from datetime import UTC, date, datetime, timedelta
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
    CONNECTION = "connection"
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


class TagNames(msgspec.Struct, frozen=True):
    """The names of all tags of a line item, in order, one a line."""


Field = Dimension | Tag | TagNames
"""Whatever line items can be grouped by, and but for names of tags filtered."""

Names = tuple[str | None, ...]
"""What a group is called, in the order of the dimensions; None is usage without one."""

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

    `stamps` are rules by key that come with the key itself and go before all others. `connections` are the names of its
    providers; one without a name goes by its connection ID.
    """

    basis: CostBasis = CostBasis.REPORTED
    attribution: Attribution = Attribution.LINKED
    rules: tuple[MappingRule, ...] = ()
    stamps: tuple[MappingRule, ...] = ()
    connections: tuple[tuple[UUID, str], ...] = ()


AS_BOOKED = Perspective()


class Period(msgspec.Struct, frozen=True):
    """Days of a time zone, both included."""

    start: date
    end: date
    zone: str = "UTC"
    """As IANA names it."""

    @property
    def before(self) -> Self:
        """As many days, just before. Raises InvalidInput where the calendar begins later."""
        days = timedelta(days=(self.end - self.start).days + 1)
        try:
            return msgspec.structs.replace(self, start=self.start - days, end=self.start - timedelta(days=1))
        except OverflowError:
            raise InvalidInput(f"There are no {days.days} days before {self.start} to compare with.") from None

    @classmethod
    def read(cls, start: str | None, end: str | None, zone: str = "UTC", *, prefix: str = "") -> Self:
        """From two YYYY-MM-DD texts, which are days of the zone. Raises InvalidInput that names them, each with the
        prefix."""
        period = cls(_day(f"{prefix}start_date", start), _day(f"{prefix}end_date", end), zone)
        if period.end < period.start:
            raise InvalidInput(f"{prefix}end_date {period.end} is before {prefix}start_date {period.start}.")
        return period


class Among(msgspec.Struct, frozen=True):
    """One of these values of a dimension; None among them is usage without one. Names of people are case folded."""

    dimension: Field
    values: tuple[str | None, ...]


class Containing(msgspec.Struct, frozen=True):
    """A text that the value of a dimension contains, in whatever case, and with spaces for underscores."""

    dimension: Field
    text: str


class Filters(msgspec.Struct, frozen=True):
    """Exact values that line items must have; None does not filter. `connection_id` narrows to one provider, `among` to
    line items that have one of the values of each, `containing` to values that were typed in part."""

    provider: str | None = None
    service: str | None = None
    model: str | None = None
    user: str | None = None
    session: str | None = None
    connection_id: UUID | None = None
    among: tuple[Among, ...] = ()
    containing: Containing | None = None


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


def read_instant(name: str, text: str | None) -> datetime | None:
    """An instant of ISO 8601, in UTC where it names no zone; None if there is none. Raises InvalidInput."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
        return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidInput(f"{name} is {text!r}; write an instant as in 2026-11-22T12:00:00Z.") from None


def _day(name: str, text: str | None) -> date:
    if not text:
        raise InvalidInput(f"{name} is missing: give a day as YYYY-MM-DD.")
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else _no_day(name, text)
    except ValueError:
        return _no_day(name, text)


def _no_day(name: str, text: str) -> date:
    raise InvalidInput(f"{name} is {text!r}, and must be a day as YYYY-MM-DD.")
