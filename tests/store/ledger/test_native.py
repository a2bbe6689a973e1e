"""Blocks that are written as the engine reads them: what goes in comes out, whatever it is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from stackspend.store.ledger import native
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.native import Column

STRANGE = ["", "a", "é 漢字 \x00 ' \\", "x" * 127, "y" * 128, "z" * 20_000]
WORDS = "LowCardinality(Nullable(String))"
MANY = [f"word {n}" for n in range(300)]
IDS = [UUID(int=0), UUID("00112233-4455-6677-8899-aabbccddeeff"), UUID(int=2**128 - 1)]
INSTANTS = [datetime(1970, 1, 1, tzinfo=UTC), datetime(2026, 2, 3, 4, 5, 6, 789_012, UTC)]
DAYS = [date(1970, 1, 1), date(2026, 2, 3), date(2262, 4, 11)]
AMOUNTS = [Decimal(0), None, Decimal("1e-24"), Decimal("999999.999999999999999999999999"), Decimal("0.10")]
TAGS = [{"team": "product", "é": ""}, {}, {"team": "research"}]


@pytest.fixture
def table(database: LedgerDatabase) -> Iterator[LedgerDatabase]:
    yield database
    database.command("DROP TABLE IF EXISTS native")


@pytest.mark.parametrize(
    ("kind", "column", "expected"),
    [
        pytest.param("String", native.texts("v", STRANGE), STRANGE, id="texts"),
        pytest.param("String", native.repeated_texts("v", ["b", "a", "b"]), ["b", "a", "b"], id="repeated texts"),
        pytest.param("Nullable(String)", native.optional_texts("v", ["a", None, ""]), ["a", None, ""], id="no text"),
        pytest.param("Nullable(String)", native.optional_texts("v", [None, None]), [None, None], id="no text at all"),
        pytest.param(WORDS, native.words("v", ["a", None, "", "a"]), ["a", None, "", "a"], id="words"),
        pytest.param(WORDS, native.words("v", [None, None]), [None, None], id="no words"),
        pytest.param(WORDS, native.words("v", [*MANY, *MANY]), [*MANY, *MANY], id="more words than a byte numbers"),
        pytest.param("LowCardinality(String)", native.words("v", ["b", "a"]), ["b", "a"], id="words that are stated"),
        pytest.param("UUID", native.identifiers("v", IDS), IDS, id="ids"),
        pytest.param("Nullable(UUID)", native.optional_identifiers("v", [*IDS, None]), [*IDS, None], id="no id"),
        pytest.param("UInt64", native.whole_numbers("v", [0, 2**64 - 1]), [0, 2**64 - 1], id="whole numbers"),
        pytest.param("UInt32", native.whole_numbers("v", [0, 7]), [0, 7], id="whole numbers in a narrower column"),
        pytest.param("Nullable(UInt64)", native.optional_whole_numbers("v", [0, None]), [0, None], id="no number"),
        pytest.param("Nullable(Decimal(38, 24))", native.amounts("v", AMOUNTS), AMOUNTS, id="amounts"),
        pytest.param("Bool", native.flags("v", [True, False]), [True, False], id="flags"),
        pytest.param("DateTime64(6, 'UTC')", native.instants("v", INSTANTS), INSTANTS, id="instants"),
        pytest.param("Date32", native.days("v", DAYS), DAYS, id="days"),
        pytest.param(
            "Array(LowCardinality(String))", native.lists("v", [[], ["a", "b"]]), [[], ["a", "b"]], id="lists"
        ),
        pytest.param(
            "Map(LowCardinality(String), String)",
            native.maps_of("v", [2, 0, 1, 0], TAGS),
            [TAGS[2], TAGS[0], TAGS[1], TAGS[0]],
            id="maps",
        ),
    ],
)
def test_a_column_comes_back_as_it_was_written(
    table: LedgerDatabase, kind: str, column: Column, expected: list[Any]
) -> None:
    table.command(f"CREATE TABLE native (n UInt64, v {kind}) ENGINE = MergeTree ORDER BY n")

    numbers = native.whole_numbers("n", range(len(expected)))
    table.insert_block("native", native.block(len(expected), [numbers, column]))

    assert [row["v"] for row in table.rows("SELECT v FROM native ORDER BY n", {})] == expected


def test_columns_that_a_block_leaves_out_have_their_defaults(table: LedgerDatabase) -> None:
    table.command("CREATE TABLE native (n UInt64, v String DEFAULT 'unsaid') ENGINE = MergeTree ORDER BY n")
    table.insert_block("native", native.block(2, [native.whole_numbers("n", [1, 2])]))
    assert [row["v"] for row in table.rows("SELECT v FROM native", {})] == ["unsaid", "unsaid"]


def test_equal_objects_are_told_apart_by_which_they_are() -> None:
    one, other = {"a": "1"}, {"a": "1"}
    assert native.numbered_objects([one, other, one]) == ([0, 1, 0], [one, other])
