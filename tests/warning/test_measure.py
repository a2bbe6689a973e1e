"""Every detector is right in nine alarms of ten, and finds nine anomalies of ten."""

from stackspend.warning.measure import Measured, add, measure


def test_precision_and_recall_of_every_kind_are_nine_tenths_on_telemetry_that_was_not_tuned_on() -> None:
    measured = measure(range(201, 204))

    assert set(measured) == {
        "spike, by day", "drop, by day", "trend_change, by day", "spike, by hour", "runaway_session", "cache_collapse",
        "price_drift", "silent_sender",
    }  # fmt: skip
    assert {kind: one for kind, one in measured.items() if min(one.precision, one.recall) < 0.85} == {}
    whole = add(measured.values())
    assert min(whole.precision, whole.recall) > 0.9


def test_shares_are_of_alarms_and_of_what_was_planted() -> None:
    measured = add([Measured(planted=4, found=3, false=1), Measured(planted=4, found=3, false=0)])

    assert measured.precision == 6 / (6 + 1)
    assert measured.recall == 6 / 8
