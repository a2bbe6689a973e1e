"""Changes of slices added up: the whole, and each name of a dimension."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from stackspend.reports.question import Dimension
from stackspend.reports.what_changed.parts import Change, SliceChange
from stackspend.reports.what_changed.slices import TOLD_APART, USAGE, WHO

Names = Mapping[str | None, Change]
Key = TypeVar("Key", bound=Hashable)

_NO_CHANGE = Change(*(0 for _ in Change._fields))


def total(changes: Iterable[Change]) -> Change:
    """What several changes come to."""
    return Change._make(map(sum, zip(_NO_CHANGE, *changes, strict=True)))


def by_name(changes: Iterable[SliceChange]) -> dict[Dimension, Names]:
    """The total of each name of every dimension that slices have."""
    changes = list(changes)
    found: dict[Dimension, Names] = {}
    for place in (WHO, USAGE):
        # There are few kinds of usage and many people: what slices have in common is added up once.
        together = _totals((one.names[place], one.change) for one in changes)
        for n, dimension in enumerate(TOLD_APART[place]):
            found[dimension] = _totals((names[n], change) for names, change in together.items())
    return found


def _totals(named: Iterable[tuple[Key, Change]]) -> dict[Key, Change]:
    """The total of each name."""
    found: dict[Key, list[Change]] = defaultdict(list)
    for name, change in named:
        found[name].append(change)
    return {name: total(changes) for name, changes in found.items()}
