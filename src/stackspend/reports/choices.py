"""What there is to choose from in a period: values of a dimension that contain what was typed, and names of tags."""

from uuid import UUID

import msgspec

from stackspend.reports.answer import amount_text
from stackspend.reports.question import Containing, Field, Filters, Period, Perspective, TagNames
from stackspend.reports.reader import RollupQuestions

MOST_VALUES = 100
_MOST_SETS_OF_TAGS = 10_000


class ValueChoice(msgspec.Struct, frozen=True):
    """A value that usage of the period has, null for usage without one, and what is known of its amount."""

    name: str | None
    net_amount_usd: str | None


def value_choices(
    rollups: RollupQuestions,
    organization_id: UUID,
    period: Period,
    dimension: Field,
    text: str,
    *,
    filters: Filters,
    perspective: Perspective,
    most: int,
) -> list[ValueChoice]:
    """The dearest values that contain the text; those of all usage if it is empty. Values of the dimension itself that
    are filtered by do not narrow: they are alternatives to what is chosen."""
    others = tuple(one for one in filters.among if one.dimension != dimension)
    typed = Containing(dimension, text.strip()) if text.strip() else None
    rows = rollups.breakdown(
        organization_id,
        period,
        [dimension],
        by_day=False,
        most=most,
        filters=msgspec.structs.replace(filters, among=others, containing=typed),
        perspective=perspective,
    )
    return [ValueChoice(row.names[0], amount_text(row.net_amount_usd)) for row in rows]


def tag_names(
    rollups: RollupQuestions, organization_id: UUID, period: Period, *, filters: Filters, perspective: Perspective
) -> list[str]:
    """The names of the tags that usage of the period carries, in alphabetical order."""
    rows = rollups.breakdown(
        organization_id,
        period,
        [TagNames()],
        by_day=False,
        most=_MOST_SETS_OF_TAGS,
        filters=filters,
        perspective=perspective,
    )
    return sorted({name for row in rows for name in (row.names[0] or "").split("\n") if name})
