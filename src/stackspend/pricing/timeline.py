"""Things in force from one day to another: none of them may overlap, and a day finds at most one."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar

from stackspend.errors import InvalidInput


class Dated(Protocol):
    """In force from `effective_from` (inclusive, `None`: always was) to `effective_to` (exclusive, `None`: open)."""

    @property
    def effective_from(self) -> date | None: ...
    @property
    def effective_to(self) -> date | None: ...


Item = TypeVar("Item", bound=Dated)
Key = TypeVar("Key", bound=Hashable)


def in_force(items: Iterable[Item], on: date) -> Item | None:
    """The item that holds on that day, if any."""
    for item in items:
        starts, ends = item.effective_from, item.effective_to
        if (starts is None or starts <= on) and (ends is None or on < ends):
            return item
    return None


def by_key(items: Iterable[Item], key: Callable[[Item], Key]) -> Mapping[Key, tuple[Item, ...]]:
    """Items of each key in order of time. Raises InvalidInput where two overlap: then the past would be ambiguous."""
    grouped: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        grouped[key(item)].append(item)
    for name, same in grouped.items():
        same.sort(key=lambda item: item.effective_from or date.min)
        for earlier, later in pairwise(same):
            if earlier.effective_to is None or (later.effective_from or date.min) < earlier.effective_to:
                raise InvalidInput(
                    f"Two prices of {_shown(name)} hold on {later.effective_from or 'the first day'}: "
                    f"end the earlier one with effective_to = {later.effective_from or 'a date'}."
                )
    return {name: tuple(same) for name, same in grouped.items()}


def _shown(key: Hashable) -> str:
    parts = key if isinstance(key, tuple) else (key,)
    return " ".join(str(part) for part in parts if part is not None)
