"""What there is to choose from, and tokens by kind, of recordings; the same whether their days are rolled up or not."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from stackspend.reports.choices import tag_names, value_choices
from stackspend.reports.explore import Exploration, read_filters
from stackspend.reports.question import NO_FILTERS, Dimension, Field, Filters, Perspective, Tag
from stackspend.reports.token_kinds import ExploredTokens, OtherTokens, TokenGroup, explore_tokens
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.reader import LedgerReader
from tests.store.ledger.test_spend import ACME, NOVEMBER, RIVAL, book, roll_up

NAMED = Perspective(connections=((UUID(int=1), "Claude of Acme"),))


@pytest.fixture(params=[False, True], ids=["line by line", "rolled up"], autouse=True)
def booked(request: pytest.FixtureRequest, database: LedgerDatabase) -> None:
    """Three people of Acme and one of Rival."""
    book(database, ACME, "j_user1", "j_user2", "j_user3")
    book(database, RIVAL, "i_resume")
    if request.param:
        roll_up(database)


def names(
    reader: LedgerReader, dimension: Field, text: str = "", filters: Sequence[str] = (), user: str | None = None
) -> list[str | None]:
    narrowed = Filters(among=read_filters(filters).among, user=user)
    found = value_choices(
        reader.rollups, ACME, NOVEMBER, dimension, text, filters=narrowed, perspective=NAMED, most=100
    )
    return [one.name for one in found]


def test_values_are_found_by_any_part_in_any_case(reader: LedgerReader) -> None:
    assert sorted(map(str, names(reader, Dimension.USER, "DEV2"))) == ["dev2@example.com"]
    assert names(reader, Dimension.SOURCE, "claude co") == ["claude_code"]
    assert names(reader, Dimension.MODEL, "nothing like it") == []


def test_a_provider_goes_by_its_name(reader: LedgerReader) -> None:
    assert names(reader, Dimension.CONNECTION, "of acme") == ["Claude of Acme"]
    assert names(reader, Dimension.MODEL, filters=["connection:Claude of Acme"]) == names(reader, Dimension.MODEL)


def test_values_are_alternatives_to_those_that_are_chosen(reader: LedgerReader) -> None:
    chosen = names(reader, Dimension.USER, filters=["user:dev1@example.com"])
    assert len(chosen) == 3


def test_a_viewer_chooses_from_the_own_usage(reader: LedgerReader) -> None:
    assert names(reader, Dimension.USER, user="dev3@example.com") == ["dev3@example.com"]


def test_tags_have_names_and_values(reader: LedgerReader) -> None:
    tags = tag_names(reader.rollups, ACME, NOVEMBER, filters=NO_FILTERS, perspective=NAMED)
    assert "team" in tags
    assert names(reader, Tag(tags[0]))


def tokens(reader: LedgerReader, *dimensions: Field, top: int) -> ExploredTokens:
    asked = Exploration(period=NOVEMBER, dimensions=dimensions, top=top, compares=True)
    return explore_tokens(reader.rollups, ACME, asked)


@pytest.mark.parametrize("dimensions", [(), (Dimension.USER,)])
@pytest.mark.parametrize("top", [1, 3, 100])
def test_kinds_add_up_to_all_tokens(reader: LedgerReader, dimensions: tuple[Field, ...], top: int) -> None:
    found = tokens(reader, *dimensions, top=top)
    [whole] = reader.rollups.breakdown(ACME, NOVEMBER, (), by_day=False, most=1)
    stated = [whole.tokens.input, whole.tokens.output, whole.tokens.cache_read, whole.tokens.cache_creation]
    parts: list[TokenGroup | OtherTokens] = [*found.groups, *([found.others] if found.others else [])]

    assert found.total == sum(count or 0 for count in stated) == sum(part.tokens for part in parts)
    assert found.series == [sum(counts) for counts in zip(*(part.series for part in parts), strict=True)]
    assert sum(found.series) == found.total
    assert [sum(part.series) for part in parts] == [part.tokens for part in parts]
    assert (found.before, {part.before for part in parts}) == (0, {0})
