"""The pump: what is accepted is booked, once, whatever fails on the way, and one export never holds up the others."""

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from structlog.testing import capture_logs

from stackspend.errors import InvalidInput, TransientError
from stackspend.ingest.pump import Pump
from stackspend.ingest.spool import Spooled
from stackspend.ledger.line_item import LineItem
from stackspend.ledger.raw_batch import RawBatch, ReadBatch
from stackspend.otlp.export import Signal
from stackspend.store.spool import LogSpool
from tests.captured import capture
from tests.ledger.deliver import arrived, counted, node, raw_batch
from tests.ledger.memory import MemoryLedger
from tests.ledger.telemetry import logs, record

LOGS = Signal.LOGS
QUARTERS = [0.25, 0.5, 0.75]


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[LogSpool]:
    opened = LogSpool(tmp_path / "spool")
    yield opened
    opened.close()


def exports_costing(costs: Sequence[float]) -> list[RawBatch]:
    """An export of one request for each cost."""
    return arrived(
        logs([record("api_request", n, cost_usd=cost, request_id=f"req_{n}", session__id="s")])
        for n, cost in enumerate(costs)
    )


def accept(spool: LogSpool, exports: Sequence[RawBatch]) -> None:
    async def append() -> None:
        for raw in exports:
            await spool.append(raw)

    asyncio.run(append())


def total(ledger: MemoryLedger) -> Decimal:
    return sum((item.usage.cost or Decimal(0) for item in counted(ledger)), Decimal(0))


class FaultyLedger(MemoryLedger):
    """A ledger that fails once, at one of its methods, before or after it did what it was asked for."""

    def __init__(self, method: str, fault: Exception, *, afterwards: bool) -> None:
        super().__init__()
        asked = getattr(self, method)
        self.failed = False

        def fail_once(*arguments: object) -> object:
            answer = asked(*arguments) if afterwards or self.failed else None
            if not self.failed:
                self.failed = True
                raise fault
            return answer

        setattr(self, method, fail_once)


def test_what_is_accepted_is_booked_and_leaves_the_spool(spool: LogSpool) -> None:
    ledger = MemoryLedger()
    accept(spool, exports_costing(QUARTERS))

    assert Pump(spool, node(ledger)).step() == 3

    assert (total(ledger), spool.backlog()) == (Decimal("0.25") + Decimal("0.5") + Decimal("0.75"), 0)
    assert len(ledger.batches) == 3


def test_a_step_with_nothing_to_do_does_nothing(spool: LogSpool) -> None:
    assert Pump(spool, node(MemoryLedger())).step() == 0


@pytest.mark.parametrize("afterwards", [pytest.param(False, id="before"), pytest.param(True, id="after")])
@pytest.mark.parametrize(
    "method",
    ["append_batches", "append_observations", "append_activity", "append_links", "standings", "book"],
)
def test_a_ledger_that_goes_away_loses_nothing_and_doubles_nothing(
    spool: LogSpool, method: str, afterwards: bool
) -> None:
    ledger = FaultyLedger(method, TransientError("away"), afterwards=afterwards)
    pump = Pump(spool, node(ledger))
    accept(spool, exports_costing(QUARTERS))

    with pytest.raises(TransientError):
        pump.step()
    assert spool.backlog() == 3
    pump.step()

    assert (total(ledger), spool.backlog()) == (Decimal("1.5"), 0)


def test_a_crash_between_booking_and_giving_up_books_nothing_twice(spool: LogSpool) -> None:
    ledger = MemoryLedger()
    accept(spool, exports_costing(QUARTERS))
    node(ledger).book([entry.raw for entry in spool.take(most=9, most_bytes=9_999)])

    Pump(spool, node(ledger)).step()

    assert total(ledger) == Decimal("1.5")


class ChoosyLedger(MemoryLedger):
    """A ledger that never takes a line item of some cost."""

    def __init__(self, fault: Exception) -> None:
        super().__init__()
        self._fault = fault

    def book(self, items: Sequence[LineItem]) -> None:
        if any(item.usage.cost == Decimal("0.5") for item in items):
            raise self._fault
        super().book(items)


def test_exports_of_a_deleted_organization_leave_the_spool_unbooked(spool: LogSpool) -> None:
    ledger = MemoryLedger()
    mine, *others = exports_costing(QUARTERS)
    theirs = [msgspec.structs.replace(raw, organization_id=UUID(int=7)) for raw in others]
    accept(spool, [mine, *theirs])

    Pump(spool, node(ledger), lambda organization_id: organization_id == UUID(int=7)).step()

    assert (total(ledger), spool.backlog(), len(ledger.batches)) == (Decimal("0.25"), 0, 1)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        pytest.param(InvalidInput("No column takes it."), "No column takes it.", id="a value that no column takes"),
        pytest.param(KeyError("x"), "StackSpend failed on this export (KeyError).", id="a bug of ours"),
    ],
)
def test_an_export_that_cannot_be_booked_is_set_aside_and_the_others_are_booked(
    spool: LogSpool, fault: Exception, reason: str
) -> None:
    ledger = ChoosyLedger(fault)
    exports = [
        raw_batch(json.dumps(logs([record("api_request", n, cost_usd=cost, session__id=f"{n}")])).encode(), LOGS, n)
        for n, cost in enumerate([0.25, 0.5, 0.75, 1.0, 1.25])
    ]
    accept(spool, exports)

    with capture_logs() as logged:
        Pump(spool, node(ledger)).step()

    assert [entry["batch_id"] for entry in logged] == [str(exports[1].batch_id)]
    assert total(ledger) == Decimal("0.25") + Decimal("0.75") + Decimal("1.0") + Decimal("1.25")
    reasons = {read.raw.batch_id: [aside.reason for aside in read.set_aside] for read in ledger.batches.values()}
    assert reasons == {raw.batch_id: [reason] if raw is exports[1] else [] for raw in exports}
    assert spool.backlog() == 0


class MeasuringLedger(MemoryLedger):
    """A ledger that remembers how many batches came at once."""

    def __init__(self) -> None:
        super().__init__()
        self.at_once: list[int] = []

    def append_batches(self, batches: Sequence[ReadBatch]) -> None:
        self.at_once.append(len(batches))
        super().append_batches(batches)


def test_exports_are_booked_together_but_no_more_records_than_memory_holds(spool: LogSpool) -> None:
    ledger = MeasuringLedger()
    of_30_000 = json.dumps(logs([{}] * 30_000)).encode()
    accept(
        spool, [raw_batch(b"{}", LOGS, 0), *(raw_batch(of_30_000, LOGS, n) for n in (1, 2, 3)), *exports_costing([1])]
    )

    Pump(spool, node(ledger)).step()

    assert ledger.at_once == [2, 1, 2]  # 0 + 30,000 records, then 30,000, then 30,000 + 1


class StumblingSpool(LogSpool):
    """A spool that fails the first time it is asked."""

    def __init__(self, path: Path, fault: Exception) -> None:
        super().__init__(path)
        self._faults = [fault]

    def take(self, *, most: int, most_bytes: int) -> list[Spooled]:
        if self._faults:
            raise self._faults.pop()
        return super().take(most=most, most_bytes=most_bytes)


@pytest.mark.parametrize("fault", [TransientError("away"), ZeroDivisionError()], ids=["a store is away", "a bug"])
async def test_the_running_pump_goes_on_after_a_fault(tmp_path: Path, fault: Exception) -> None:
    ledger, spool = MemoryLedger(), StumblingSpool(tmp_path / "spool", fault)
    running = asyncio.create_task(Pump(spool, node(ledger)).run())
    for raw in exports_costing(QUARTERS):
        await spool.append(raw)

    await asyncio.to_thread(await_empty, spool)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    spool.close()

    assert total(ledger) == Decimal("1.5")


def await_empty(spool: LogSpool) -> None:
    deadline = time.monotonic() + 30
    while spool.backlog():
        assert time.monotonic() < deadline, f"{spool.backlog()} exports still wait."
        time.sleep(0.02)


def test_a_recording_goes_through_whole(spool: LogSpool) -> None:
    ledger = MemoryLedger()
    recorded = capture("i_resume")
    accept(spool, [raw_batch(sent.body, sent.signal, n) for n, sent in enumerate(recorded.exports)])

    Pump(spool, node(ledger)).step()

    expected = sum(total.cost_usd for total in recorded.expected.by_model.values())
    assert abs(total(ledger) - expected) < Decimal("1e-9")
