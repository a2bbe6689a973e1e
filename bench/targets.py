"""What was to be reached, as a list, and whether a run reached it."""

from collections.abc import Iterable, Mapping

import msgspec

from bench.section import table


class Target(msgspec.Struct, frozen=True):
    """One row: what, by which figure of which part, at least or at most."""

    what: str
    figure: str
    at_least: float | None = None
    at_most: float | None = None
    form: str = ",.0f"
    unit: str = ""

    def reached(self, value: float) -> bool:
        """Whether a figure is on the right side."""
        if self.at_least is not None and value < self.at_least:
            return False
        return self.at_most is None or value <= self.at_most

    @property
    def bound(self) -> str:
        """What to reach, in words."""
        if self.at_least is not None:
            return f"≥ {self.at_least:{self.form}}{self.unit}"
        return f"≤ {self.at_most:{self.form}}{self.unit}"


def _times(what: str, race: str, other: str, at_least: float) -> Target:
    return Target(what, f"accept {race}: StackSpend's door / {other}", at_least, form=".2f", unit=f" × {other}")


TARGETS = (
    _times("accept, 10 records", "10 JSON, 32", "Rotel", 1.2),
    _times("accept, 10 records", "10 JSON, 32", "ka-telemetry", 9),
    _times("accept, 100 records", "100 JSON, 32", "Rotel", 1.6),
    _times("accept, 1 record", "1 JSON, 32", "Rotel", 0.55),
    _times("accept, the captures mixed", "captures, 32", "Rotel", 1.0),
    Target("protobuf accept by JSON accept, 10 records", "accept protobuf by JSON", 1.0, form=".2f", unit=" ×"),
    Target(
        "accept p99 at 500 requests/s while the ledger works and ten people ask",
        "calm accept p99",
        at_most=50,
        unit=" ms",
    ),
    Target("accepted and booked, backlog not growing", "sustained records/s", 25_000, unit=" records/s"),
    Target("freshness p99 at 1,000 records/s", "freshness p99 at 1000", at_most=2, form=".2f", unit=" s"),
    Target("Overview and Explorer p95 at 10 M line items", "charts p95 at 10 M, 1", at_most=150, unit=" ms"),
    Target("Overview and Explorer p95 at 50 M line items", "charts p95 at 50 M, 1", at_most=400, unit=" ms"),
    Target("20 people browsing 10 M line items, p95", "browsing p95", at_most=300, unit=" ms"),
    Target("first load of the web app, 10 M line items", "first load", at_most=1.5, form=".2f", unit=" s"),
    Target("the slowest change of page, 10 M line items", "slowest change of page", at_most=300, unit=" ms"),
    Target("memory, idle", "idle megabytes", at_most=350, unit=" MB"),
    Target("start to ready", "start seconds", at_most=3, form=".2f", unit=" s"),
    Target("cost of a record, largest ledger by smallest", "growth of a record's cost", at_most=1.15, form=".2f"),
    Target("cost of a question's row, largest ledger by smallest", "growth of a row's cost", at_most=1.15, form=".2f"),
)


def verdicts(figures: Mapping[str, float], targets: Iterable[Target] = TARGETS) -> str:
    """A table of all targets; those that a run did not measure say so."""
    return table(["what", "reach", "measured", ""], [_row(target, figures.get(target.figure)) for target in targets])


def _row(target: Target, value: float | None) -> list[str]:
    if value is None:
        return [target.what, target.bound, "not measured", ""]
    verdict = "reached" if target.reached(value) else "**missed**"
    return [target.what, target.bound, f"{value:{target.form}}{target.unit}", verdict]
