"""docs/performance.md, as a run of all parts leaves it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.machine import described
from bench.section import Section
from bench.targets import verdicts

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"

_HEAD = """\
# Performance

Written by `make bench` on {day}, in one run on one machine: {machine}. At its start {load:.1f} processes wanted a
core; on a busy machine figures do not compare, ratios hardly. Figures are medians of {rounds} rounds, with the range
of the rounds in parentheses. Every request is new: none could be recognised as a repetition.
"""


def written(sections: Sequence[Section], *, day: date, load: float, rounds: int) -> str:
    """The page."""
    figures = {name: value for section in sections for name, value in section.figures.items()}
    parts = [f"## Targets\n\n{verdicts(figures)}", *(f"## {one.title}\n\n{one.text}" for one in sections)]
    head = _HEAD.format(day=day, machine=described(), load=load, rounds=rounds)
    return "\n".join([head, *(f"{part}\n" for part in parts)])
