"""How many exports a second are accepted: StackSpend and its peers in turns, with the same loader and bodies."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec

from bench.contestants import DOOR_ALONE, KA_TELEMETRY, ROTEL, STACKSPEND, Contestant, Racing
from bench.exports import Body, logs, recorded
from bench.machine import Cores, all_shared, one_each, pinned
from bench.processes import processor_seconds, suspended
from bench.section import Rounds, Section, say, table
from bench.send import send
from bench.shots import Address, write_shots
from bench.wrk import Round, load
from stackspend.otlp.export import Encoding

CONTESTANTS = (STACKSPEND, DOOR_ALONE, ROTEL, KA_TELEMETRY)
OURS = (STACKSPEND.name, DOOR_ALONE.name)
ZIPPED_VARIANTS = 4_000
RECORDED_VARIANTS = 50


class Race(msgspec.Struct, frozen=True):
    """One row of the table: which bodies, over how many connections, on which cores."""

    name: str
    bodies: Callable[[], Sequence[Body]]
    connections: int = 32
    zipped_variants: int = 0
    unpinned: bool = False
    contestants: tuple[Contestant, ...] = CONTESTANTS

    @property
    def key(self) -> str:
        """What its figures are called."""
        return f"accept {self.name}, {self.connections}" + (", unpinned" if self.unpinned else "")


class Pace(msgspec.Struct, frozen=True):
    """How long to measure."""

    rounds: int
    seconds: int


class Lap(msgspec.Struct, frozen=True):
    """A round of one contestant: the share of a core that wrk took, and the processor time of the server."""

    round: Round
    loader_busy: float
    server_seconds: float


Found = dict[str, list[Lap]]
"""The rounds of each contestant by its name."""


def races() -> Iterator[Race]:
    """All rows, in the order of the table."""
    for records in (1, 10, 100):
        for connections in (32, 256):
            yield _race(records, Encoding.JSON, connections)
        yield _race(records, Encoding.JSON, 32, zipped=True)
        yield _race(records, Encoding.PROTOBUF, 32)
    yield Race("captures", lambda: list(recorded()), 32, RECORDED_VARIANTS)
    plain = "captures (plain JSON logs and metrics)"
    yield Race(plain, lambda: list(recorded(only_plain_json=True)), contestants=(STACKSPEND, DOOR_ALONE, KA_TELEMETRY))
    yield _race(10, Encoding.JSON, 32, unpinned=True)


def _race(records: int, encoding: Encoding, connections: int, *, zipped: bool = False, unpinned: bool = False) -> Race:
    form = "protobuf" if encoding is Encoding.PROTOBUF else "JSON gzip" if zipped else "JSON"
    return Race(
        f"{records} {form}",
        lambda: [logs(records, time.time_ns(), encoding, zipped=zipped)],
        connections,
        ZIPPED_VARIANTS,
        unpinned,
    )


def measure(folder: Path, pace: Pace, chosen: str = "") -> Section:
    """Run the races whose key contains `chosen`."""
    figures: dict[str, float] = {}
    rows: list[list[str]] = []
    for race in races():
        if chosen in race.key:
            found = run(race, folder / race.key.replace(" ", "-"), pace)
            new = list(_rows(race, found))
            say("\n".join(" | ".join(row) for row in new))
            rows += new
            figures |= dict(_figures(race, found))
    heads = [
        "bodies",
        "connections",
        "server",
        "exports/s",
        "StackSpend by it",
        "its door by it",
        "processor",
        "p99",
        "loader",
    ]
    figures |= dict(_protobuf_by_json(figures))
    notes = "\n".join(f"* **{one.name}** {one.does}." for one in CONTESTANTS)
    return Section("Accepting exports", f"{notes}\n\n{table(heads, rows)}", figures)


def run(race: Race, folder: Path, pace: Pace) -> Found:
    """Start the contestants of a race that read its bodies, and let them run in turns while the others stand still."""
    cores = all_shared() if race.unpinned else one_each()
    bodies = race.bodies()
    with ExitStack() as stack:
        running: dict[str, Racing] = {}
        for contestant in race.contestants:
            if all(map(contestant.reads, bodies)):
                racing = _start(contestant, folder, cores, stack)
                _verify(contestant.name, racing.address, bodies)
                shots = folder / f"{contestant.name}.shots"
                write_shots(shots, racing.address, bodies, zipped_variants=race.zipped_variants)
                running[contestant.name] = racing
        found: Found = {name: [] for name in running}
        for number in range(pace.rounds + 1):
            for name in running:
                done = _round(folder / f"{name}.shots", race, name, running, cores, pace.seconds)
                if number:  # the first round warms up
                    found[name].append(done)
    return found


def _start(contestant: Contestant, folder: Path, cores: Cores, stack: ExitStack) -> Racing:
    with pinned(cores.server):
        return stack.enter_context(contestant.start(folder / contestant.name.replace(" ", "-")))


def _verify(name: str, address: Address, bodies: Sequence[Body]) -> None:
    for body in bodies:
        status = send(address, body, time.time_ns() % 2**48)
        if not 200 <= status < 300:
            raise RuntimeError(f"{name} answers {status} to {body.content[:200]!r}: nothing to race with.")


def _round(shots: Path, race: Race, name: str, running: dict[str, Racing], cores: Cores, seconds: int) -> Lap:
    racing = running[name]
    others = [other.process for other in running.values() if other is not racing]
    with suspended(others):
        before = processor_seconds(racing.process)
        loaded = load(shots, racing.address, connections=race.connections, seconds=seconds, cores=cores.loader)
        return Lap(loaded.round, loaded.loader_busy, processor_seconds(racing.process) - before)


def _rate(rounds: Sequence[Lap]) -> Rounds | None:
    """Exports a second; None if a round is void."""
    if any(one.round.is_void for one in rounds):
        return None
    return Rounds.of(one.round.per_second for one in rounds)


def _rows(race: Race, found: Found) -> Iterator[list[str]]:
    for name, rounds in found.items():
        start = [race.name, str(race.connections) + (", unpinned" if race.unpinned else ""), name]
        rate = _rate(rounds)
        if rate is None:
            refused, broken = (sum(getattr(one.round, kind) for one in rounds) for kind in ("refused", "broken"))
            yield [*start, f"void: {refused} refused, {broken} broken", "", "", "", "", ""]
            continue
        p99 = Rounds.of(one.round.p99 / 1000 for one in rounds)
        busy = Rounds.of(one.loader_busy for one in rounds)
        cost = Rounds.of(one.server_seconds / one.round.requests * 1e6 for one in rounds)
        ratios = [_ratio(found, ours, name) for ours in (STACKSPEND.name, DOOR_ALONE.name)]
        yield [
            *start,
            rate.text(),
            *(ratio.text(".2f") if ratio else "" for ratio in ratios),
            f"{cost.median:,.0f} µs",
            f"{p99.median:.0f} ms",
            f"{busy.median:.0%}",
        ]


def _ratio(found: Found, ours: str, theirs: str) -> Rounds | None:
    """Our rate by theirs, round by round; None where there is nothing to compare."""
    if ours == theirs or theirs in OURS:
        return None
    mine, other = _rate(found[ours]), _rate(found[theirs])
    if mine is None or other is None:
        return None
    return Rounds.of(a / b for a, b in zip(mine.values, other.values, strict=True))


def _figures(race: Race, found: Found) -> Iterator[tuple[str, float]]:
    for name, rounds in found.items():
        rate = _rate(rounds)
        if rate:
            yield f"{race.key}: {name}", rate.median
        for ours in OURS:
            ratio = _ratio(found, ours, name)
            if ratio:
                yield f"{race.key}: {ours} / {name}", ratio.median


def _protobuf_by_json(figures: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """The door's rate with protobuf by that with JSON, where both were raced."""
    protobuf, json = (figures.get(f"accept 10 {form}, 32: {DOOR_ALONE.name}") for form in ("protobuf", "JSON"))
    if protobuf and json:
        yield "accept protobuf by JSON", protobuf / json
