"""What a part of the benchmark answers: text for the page, and figures by name for the targets."""

import statistics
from collections.abc import Iterable, Mapping, Sequence

import msgspec


class Section(msgspec.Struct, frozen=True):
    """One part of the page, in Markdown, and the figures in it that targets are held against."""

    title: str
    text: str
    figures: Mapping[str, float] = {}


class Rounds(msgspec.Struct, frozen=True):
    """One measurement, repeated."""

    values: tuple[float, ...]

    @classmethod
    def of(cls, values: Iterable[float]) -> "Rounds":
        return cls(tuple(values))

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def text(self, form: str = ",.0f") -> str:
        """The median, with the range of the rounds."""
        return f"{self.median:{form}} ({min(self.values):{form}} to {max(self.values):{form}})"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def say(text: str) -> None:
    """Show how far the run is."""
    print(text, flush=True)
