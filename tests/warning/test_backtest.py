"""The forecast against two simple rules, on organizations whose truth is known."""

from datetime import date
from decimal import Decimal

import pytest

from stackspend.warning.backtest import Rule, backtest, backtest_synthetic
from stackspend.warning.history import History
from stackspend.warning.synthetic import Kind, organization


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.NEW])
def test_ours_errs_less_than_either_rule_and_its_band_holds(kind: Kind) -> None:
    measured = backtest_synthetic(kind, range(1, 4))

    assert measured is not None
    wape = measured.overall.wape
    assert wape[Rule.OURS] < min(wape[Rule.LAST_MONTH], wape[Rule.RUN_RATE])
    assert 0.7 <= measured.overall.covered <= 0.95


def test_an_organization_is_the_same_whenever_it_is_made() -> None:
    assert organization(Kind.SPIKY, 1) == organization(Kind.SPIKY, 1)
    assert organization(Kind.SPIKY, 1) != organization(Kind.SPIKY, 2)


def test_errors_are_weighed_by_what_the_months_cost() -> None:
    july, august = (Decimal(10),) * 31, (Decimal(20),) * 31
    measured = backtest([History(date(2026, 7, 1), july + august)])

    assert measured is not None
    evenings = 28 + 30  # of July from the third day on, of August all but the last
    assert measured.overall.evenings == evenings
    assert measured.overall.wape[Rule.LAST_MONTH] == pytest.approx(30 * 310 / (28 * 310 + 30 * 620))
    assert measured.overall.wape[Rule.RUN_RATE] == 0
    assert measured.by_day[1].evenings == 1


def test_without_a_month_that_is_over_there_is_nothing_to_measure() -> None:
    assert backtest([History(date(2026, 7, 2), (Decimal(1),) * 29)]) is None
