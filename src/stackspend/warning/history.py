"""Spend by local day, as every judgement of this package gets it."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Self

import msgspec

from stackspend.warning.windows import Span

NOTHING = Decimal(0)


class History(msgspec.Struct, frozen=True):
    """`amounts[n]` is the spend of `first` + n days in USD; a day without usage is a zero, not a gap."""

    first: date
    amounts: tuple[Decimal, ...]

    @classmethod
    def of(cls, by_day: Mapping[date, Decimal], last: date) -> Self:
        """From the days that have spend up to `last`; it begins with the first of them, and may be empty."""
        first = min((day for day, amount in by_day.items() if amount > 0 and day <= last), default=last)
        days = Span(first, last).days() if by_day else ()
        return cls(first, tuple(by_day.get(day, NOTHING) for day in days))

    @property
    def last(self) -> date:
        """The last day; the one before `first` if there is none."""
        return self.first + timedelta(days=len(self.amounts) - 1)

    def on(self, day: date) -> Decimal:
        """The spend of a day; 0 outside."""
        place = (day - self.first).days
        return self.amounts[place] if 0 <= place < len(self.amounts) else NOTHING

    def within(self, span: Span) -> Decimal:
        """The spend of these days together."""
        begin, end = ((day - self.first).days for day in (span.start, span.end))
        return sum(self.amounts[max(0, begin) : max(0, end + 1)], NOTHING)

    def until(self, day: date) -> "History":
        """What was known at the end of this day."""
        return History(self.first, self.amounts[: (day - self.first).days + 1] if day >= self.first else ())
