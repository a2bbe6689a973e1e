"""What may be chosen, and the first day that is then kept."""

from datetime import date

import pytest

from stackspend.errors import InvalidInput
from stackspend.ledger.retention import Retention, first_day_kept, read_retention

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("retention", "first"),
    [
        pytest.param(Retention(), None, id="all are kept"),
        pytest.param(Retention(item_months=3), date(2026, 8, 1), id="whole months before this one"),
        pytest.param(Retention(item_months=12), date(2025, 11, 1), id="a year"),
        pytest.param(Retention(item_months=10), date(2026, 1, 1), id="from January on"),
        pytest.param(Retention(item_months=11), date(2025, 12, 1), id="from December on"),
        pytest.param(
            Retention(item_months=12, kept_since=date(2026, 6, 1)), date(2026, 6, 1), id="what is forgotten stays so"
        ),
        pytest.param(Retention(kept_since=date(2026, 6, 1)), date(2026, 6, 1), id="for ever from a day on"),
    ],
)
def test_the_first_day_that_is_kept(retention: Retention, first: date | None) -> None:
    assert first_day_kept(retention, TODAY) == first


@pytest.mark.parametrize(("raw_days", "item_months"), [(0, None), (3651, None), (None, 2), (None, 121)])
def test_what_is_too_short_or_too_long_is_refused(raw_days: int | None, item_months: int | None) -> None:
    with pytest.raises(InvalidInput, match="must be from"):
        read_retention(raw_days, item_months)


def test_null_keeps_for_ever() -> None:
    assert read_retention(None, None) == Retention()
