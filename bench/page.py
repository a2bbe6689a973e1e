"""docs/performance.md, as whole runs of the parts leave it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from bench.section import Section
from bench.targets import verdicts

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"

_HEAD = """\
# Performance

Written by `make bench`. Figures are medians, with the range of the rounds in parentheses. Every request is new: none
could be recognised as a repetition. On a busy machine figures do not compare, ratios hardly.

"""


class Measured(msgspec.Struct, frozen=True):
    """A whole run of one part; `load` is how many processes wanted a core during the minute before it."""

    part: str
    arguments: str
    day: date
    machine: str
    load: float
    rounds: int
    sections: tuple[Section, ...]

    @property
    def circumstances(self) -> str:
        """When and where, in a line of the page."""
        return (
            f'* `make bench ARGS="{self.arguments}"` on {self.day}, {self.rounds} rounds: {self.machine}; '
            f"load {self.load:.1f} at its start."
        )


def kept(folder: Path, new: Measured) -> dict[str, Measured]:
    """What was last measured of each part, the new one included, which is kept from now on."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{new.part}.json").write_bytes(msgspec.json.encode(new))
    files = (msgspec.json.decode(file.read_bytes(), type=Measured) for file in folder.glob("*.json"))
    return {one.part: one for one in files}


def written(measured: Mapping[str, Measured], order: tuple[str, ...]) -> str:
    """The page, its parts in this order; a target of a part that was not measured says so."""
    runs = [measured[part] for part in order if part in measured]
    sections = [section for run in runs for section in run.sections]
    figures = {name: value for section in sections for name, value in section.figures.items()}
    parts = [f"## Targets\n\n{verdicts(figures)}", *(f"## {one.title}\n\n{one.text}" for one in sections)]
    circumstances = "\n".join(run.circumstances for run in runs)
    return f"{_HEAD}{circumstances}\n\n" + "\n".join(f"{part}\n" for part in parts)
