"""Who and what explains a part, which models changed places, and how little is asked for it."""

from typing import ClassVar

import pytest

from stackspend.reports.question import Dimension, Period
from stackspend.reports.what_changed import report
from stackspend.reports.what_changed.parts import Driver
from stackspend.reports.what_changed.slices import Slices
from tests.reports.what_changed.asking import AFTER, BEFORE, Rollups, asked
from tests.reports.what_changed.slices_of_spend import one, used


class TestWhoExplainsIt:
    BEFORE: ClassVar[Slices] = {one("alice"): used(10, "1"), one("bob"): used(10, "1"), one("carol"): used(10, "1")}
    AFTER: ClassVar[Slices] = {one("alice"): used(15, "1.5"), one("bob"): used(30, "3"), one("carol"): used(5, "0.5")}

    def volume_by(self, dimension: Dimension) -> list[tuple[str | None, str, int, int]]:
        volume = asked(self.BEFORE, self.AFTER).parts[0]
        assert (volume.driver, volume.usd) == (Driver.VOLUME, "2")
        return [
            (found.name, found.usd, found.line_items_before, found.line_items_after)
            for found in volume.contributors
            if found.dimension is dimension
        ]

    def test_those_who_add_most_in_the_direction_of_the_part(self) -> None:
        assert self.volume_by(Dimension.USER) == [("bob", "2", 10, 30), ("alice", "0.5", 10, 15)]

    def test_what_a_team_and_a_model_add_together(self) -> None:
        assert self.volume_by(Dimension.TEAM) == [("platform", "2", 30, 50)]
        assert self.volume_by(Dimension.MODEL) == [("opus", "2", 30, 50)]

    def test_the_models_that_changed_places_are_named(self) -> None:
        before = {one(model="opus"): used(10, "4"), one(model="haiku"): used(10, "1"), one(model="own"): used(5, "1")}
        after = {one(model="opus"): used(16, "6.4"), one(model="haiku"): used(4, "0.4"), one(model="own"): used(5, "1")}

        told = asked(before, after)

        assert [(one.model, one.line_items_before, one.line_items_after) for one in told.model_shifts] == [
            ("haiku", 10, 4),
            ("opus", 10, 16),
        ]

    def test_a_change_that_is_not_split_has_its_reason(self) -> None:
        told = asked({one(): used(10, None, unpriced=10)}, {one(): used(10, "5")})

        assert [(found.reason, found.model, found.usd) for found in told.unsplit] == [("unpriced", "opus", "5")]
        assert (told.before.net_amount_usd, told.before.unpriced, told.change_usd) == (None, 10, "5")


def test_two_statements_answer_it_and_what_both_rest_on_is_found_out_once() -> None:
    ledger = Rollups({}, {one(): used(1, "1")})

    asked({}, {}, ledger=ledger)

    assert len(ledger.asked) == 2
    assert ledger.known == [Period(BEFORE.start, AFTER.end)]


def test_too_many_slices_are_told_without_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MOST_SLICES", 1)
    ledger = Rollups({}, {one("alice"): used(1, "1"), one("bob", "haiku"): used(2, "5")})

    told = asked({}, {}, ledger=ledger)

    assert ledger.asked[2:] == [(Dimension.MODEL, Dimension.SOURCE, Dimension.EFFORT, Dimension.SPEED)] * 2
    assert {found.name for found in told.parts[0].contributors if found.dimension is Dimension.USER} == {None}
