"""Who used what: people with how they are known, and one person with what came of it."""

from datetime import date, datetime
from typing import Protocol
from uuid import UUID

import msgspec

from stackspend.reports.activity import ActivityQuestions, ActivityReport, activity_beside
from stackspend.reports.answer import Tokens, known_amount
from stackspend.reports.question import Among, Dimension, Filters, Period, Perspective

MOST_PEOPLE = 5_000


class PersonRow(msgspec.Struct, frozen=True):
    """Somebody's usage in a period. `name` is null for usage that names nobody. `attribution` is how most of the usage
    came to the name, `team` the team of most of it, and `days` counts the days with usage.

    `net_amount_usd` sums what is known, null if nothing is; `unpriced` counts the line items that it leaves out.
    """

    name: str | None
    attribution: str
    team: str | None
    team_attribution: str
    net_amount_usd: str | None
    tokens: Tokens
    line_items: int
    requests: int
    unpriced: int
    sessions: int
    days: int
    last_used_at: datetime


class PeopleQuestions(Protocol):
    """What the ledger knows of people."""

    def people(
        self, organization_id: UUID, period: Period, *, filters: Filters, perspective: Perspective, most: int
    ) -> list[PersonRow]:
        """Everybody with usage in the period, the largest spend first."""


class PersonReport(msgspec.Struct, frozen=True):
    """One person in a period: the usage, null if there is none, and the activity of the same days."""

    start: date
    end: date
    name: str
    usage: PersonRow | None
    activity: ActivityReport


def report_person(
    ledger: PeopleQuestions,
    activity: ActivityQuestions,
    organization_id: UUID,
    period: Period,
    name: str,
    *,
    perspective: Perspective,
) -> PersonReport:
    """One person; `name` as line items have it, in whatever case."""
    only = Filters(among=(Among(Dimension.USER, (name,)),))
    found = ledger.people(organization_id, period, filters=only, perspective=perspective, most=1)
    usage = found[0] if found else None
    return PersonReport(
        start=period.start,
        end=period.end,
        name=name,
        usage=usage,
        activity=activity_beside(
            known_amount(usage.net_amount_usd) if usage else None,
            activity.daily(organization_id, period, user=name, session=None, attribution=perspective.attribution),
        ),
    )
