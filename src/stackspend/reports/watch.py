"""What early warning asks of the ledger beside breakdowns: who has news, hours, and sessions as they run."""

from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

import msgspec

from stackspend.reports.question import AS_BOOKED, Perspective


class HourlySpend(msgspec.Struct, frozen=True):
    """What came through one connection from one team's programs of one source and version, in one hour, named by its
    beginning."""

    connection_id: UUID
    source: str
    team: str | None
    hour: datetime
    amount: Decimal
    version: str | None = None


class SessionHabits(msgspec.Struct, frozen=True):
    """What a person's sessions cost: their number, percentiles of their cost, and the 99th of their costliest ten
    minutes. `user` is None for the whole organization."""

    user: str | None
    sessions: int
    high: float
    highest: float
    pace: float


class RunningSession(msgspec.Struct, frozen=True):
    """A session with spend within the last minutes: its cost so far, and that of the last ten minutes."""

    session: str
    user: str | None
    began: datetime
    spent: Decimal
    recently: Decimal


class SessionMinutes(msgspec.Struct, frozen=True):
    """What a session cost in ten minutes, named by their beginning."""

    began: datetime
    amount: Decimal


class WatchQuestions(Protocol):
    """What the ledger knows of the very last minutes."""

    def touched(self) -> dict[UUID, datetime]:
        """When something was last booked, by organization."""

    def hours(
        self, organization_id: UUID, since: datetime, *, perspective: Perspective = AS_BOOKED
    ) -> list[HourlySpend]:
        """The spend of each hour that has any."""

    def session_habits(
        self, organization_id: UUID, first: date, last: date, *, perspective: Perspective = AS_BOOKED
    ) -> list[SessionHabits]:
        """Of everybody, and of each person."""

    def running_sessions(
        self, organization_id: UUID, now: datetime, *, perspective: Perspective = AS_BOOKED
    ) -> list[RunningSession]:
        """The sessions that spent within the last quarter of an hour."""

    def session_minutes(
        self, organization_id: UUID, session: str, since: date, *, perspective: Perspective = AS_BOOKED
    ) -> list[SessionMinutes]:
        """The spend of a session in steps of ten minutes, those without any left out."""
