"""Mapping rules as a table."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackspend.errors import InvalidInput
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.ledger.mapping_csv import read_csv, write_csv
from stackspend.ledger.mapping_rules import read_rules

HEADER = "kind,pattern,team,cost_centre,project\n"
ALICE = MappingRule(MappingKind.EMAIL, "alice@acme.example", team="Platform")


def read(table: str) -> list[MappingRule]:
    return read_rules(read_csv(table.encode()), keys=())


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(HEADER + "email,alice@acme.example,Platform,,\n", id="as it is written"),
        pytest.param(HEADER.replace("\n", "\r\n") + "email,alice@acme.example,Platform,,\r\n", id="Windows line ends"),
        pytest.param("\ufeff" + HEADER + "email,alice@acme.example,Platform,,", id="a byte order mark, no last end"),
        pytest.param('"kind","pattern","team"\n"email","alice@acme.example","Platform"\n', id="quotes, fewer columns"),
        pytest.param("Team, Pattern ,KIND\nPlatform,Alice@Acme.example,Email\n", id="another order and case"),
        pytest.param(HEADER + "\n , ,,,\nemail,alice@acme.example,Platform,,\n\n", id="empty rows"),
    ],
)
def test_a_table_is_read_however_a_spreadsheet_writes_it(table: str) -> None:
    assert read(table) == [ALICE]


@pytest.mark.parametrize(
    ("table", "why"),
    [
        pytest.param("", "Line 1: There is no column kind; the first line must name the columns: kind,p", id="nothing"),
        pytest.param("email,a@acme.example,X,,\n", "Line 1: There is no column kind", id="no header"),
        pytest.param("kind,pattern,cost_center\n", "Line 1: There is a column 'cost_center'", id="unknown column"),
        pytest.param("kind,pattern,team,team\n", "Line 1: A column is named twice", id="a column twice"),
        pytest.param("kind;pattern;team\n", "Line 1: The cells are separated by semicolons", id="semicolons"),
        pytest.param(HEADER + "email,a@acme.example\n", "Line 2: There are 2 cells under 5 columns", id="too few"),
        pytest.param(HEADER + "email,a@acme.example,A,,,\n", "Line 2: There are 6 cells", id="too many"),
        pytest.param(HEADER + '\nemail,"a@acme.example" x,A,,\n', "Line 3: The table cannot be read", id="quoting"),
        pytest.param(HEADER + 'email,"a@acme.example,A,,\n', "Line 2: The table cannot be read", id="an open quote"),
        pytest.param(HEADER + '\nemail,a@acme.example,"A\nB",,\n', "Line 4: team is 'A\\nB'", id="two lines"),
        pytest.param(HEADER + "mail,a@acme.example,A,,\n", "Line 2: There is no kind of rule 'mail'", id="kind"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused_with_its_line(table: str, why: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read(table)
    assert refusal.value.message.startswith(why)


def test_a_table_in_another_encoding_is_refused() -> None:
    with pytest.raises(InvalidInput, match="is not UTF-8 at byte 38"):
        read_csv(HEADER.encode() + b"\xfc")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param("=SUM(A1)", "=SUM(A1)", id="a formula"),
        pytest.param("'=SUM(A1)", "=SUM(A1)", id="a formula behind an apostrophe"),
        pytest.param("''-1", "'-1", id="two apostrophes"),
        pytest.param("'tis", "'tis", id="an apostrophe of its own"),
        pytest.param("+1", "+1", id="a sign"),
    ],
)
def test_a_cell_is_text_whatever_it_begins_with(cell: str, text: str) -> None:
    (rule,) = read(f"kind,pattern,team\ndomain,acme.example,{cell}\n")
    assert rule.team == text


def test_no_cell_that_is_written_is_a_formula_to_a_spreadsheet() -> None:
    rule = MappingRule(MappingKind.TAG, "-a=b", team='=HYPERLINK("x")', project="plain")
    assert write_csv([rule]) == HEADER + """tag,'-a=b,"'=HYPERLINK(""x"")",,plain\n"""


fields = st.none() | st.text("='+-@,\" \u00e4ab", min_size=1, max_size=8).map(str.strip).filter(bool)
rules = st.builds(
    MappingRule,
    st.just(MappingKind.TAG),
    st.text("='+-@ab", max_size=8).map("t={}x".format),
    team=st.just("Platform"),
    cost_centre=fields,
    project=fields,
)


@given(st.lists(rules, unique_by=lambda rule: rule.pattern))
def test_what_is_written_is_read_again(written: list[MappingRule]) -> None:
    assert read(write_csv(written)) == written


def test_a_header_alone_is_a_table_without_rules() -> None:
    assert read(HEADER) == []


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused_with_a_sentence(body: bytes) -> None:
    with suppress(InvalidInput):
        read_csv(HEADER.encode() + body)
