"""An organization: the tenant that everything belongs to."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from stackspend.access.fiscal_calendar import CALENDAR_YEAR, FiscalCalendar
from stackspend.errors import InvalidInput, NotFound

CURRENCY_LABEL = "$"
LONGEST_LABEL = 5
_SIGNS = frozenset("+-\N{MINUS SIGN}")


class CostBasis(StrEnum):
    """Which estimate an organization goes by: the client's, with our list cost where it stated none, or our own."""

    REPORTED = "reported"
    LIST = "list"


class Organization(msgspec.Struct, frozen=True, kw_only=True):
    """One tenant; nothing of it is ever seen by another."""

    id: UUID
    name: str
    created_at: datetime
    cost_basis: CostBasis
    time_zone: str = "UTC"
    """As IANA names it: where the days, weeks and months of its reports begin."""
    fiscal_calendar: FiscalCalendar = CALENDAR_YEAR
    currency_label: str = CURRENCY_LABEL
    """What stands before amounts where people look. They are US dollars whatever it says."""
    sample_of: UUID | None = None
    """The organization whose sample of invented telemetry this is; None for a real one."""
    is_ready: bool = True
    """Whether all of a sample is there."""


def read_cost_basis(text: str) -> CostBasis:
    """The basis of this name. Raises InvalidInput."""
    try:
        return CostBasis(text)
    except ValueError:
        raise InvalidInput(f"There is no cost basis {text!r}; choose among {', '.join(CostBasis)}.") from None


def read_currency_label(text: str) -> str:
    """A label that can stand before a number, as in `US$` or `USD ` with a space. Raises InvalidInput."""
    is_short = 1 <= len(text) <= LONGEST_LABEL and text.isprintable() and not text.startswith(" ")
    if not is_short or any(character.isnumeric() or character in _SIGNS for character in text):
        raise InvalidInput(
            f"The currency label {text!r} cannot stand before an amount; write 1 to {LONGEST_LABEL} "
            "printable characters without digits or signs, not beginning with a space, as in $, US$ or USD."
        )
    return text


def choose_organization(organizations: Sequence[Organization], name: str | None) -> Organization:
    """The first of this name, or without a name the only one there is; `organizations` are all, oldest first. A sample
    is only chosen by its name.

    Raises NotFound when there is none, InvalidInput when there are several to choose from.
    """
    named = [one for one in organizations if (one.sample_of is None if name is None else one.name == name)]
    if not organizations:
        raise NotFound("There is no organization yet; create one with: stackspend init")
    names = ", ".join(sorted({organization.name for organization in organizations}))
    if not named:
        raise NotFound(f"There is no organization {name!r}; there are: {names}.")
    if name is None and len(named) > 1:
        raise InvalidInput(f"Say which organization with --organization; there are: {names}.")
    return named[0]
