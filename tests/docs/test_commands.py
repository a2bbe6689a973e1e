"""The page of commands names every command with its options, and shell blocks hold only what the command line takes."""

import re

import pytest

from stackspend.cli import COMMANDS, entry_point, make_app
from tests.docs.pages import ROOT, shell_commands

SECTIONS = re.findall(
    r"^## `stackspend ([a-z -]+)`\n(.*?)(?=^## |\Z)", (ROOT / "docs/commands.md").read_text(), re.DOTALL | re.MULTILINE
)


def test_the_page_has_a_section_for_each_command_and_no_other() -> None:
    assert sorted(command for command, _ in SECTIONS) == sorted(COMMANDS)


@pytest.mark.parametrize(("command", "section"), SECTIONS, ids=[command for command, _ in SECTIONS])
def test_a_command_is_documented_with_its_options(command: str, section: str) -> None:
    app = make_app()
    for name in command.split():
        app = app[name]
    arguments = app.assemble_argument_collection()
    options = {argument.names[0] for argument in arguments}

    assert {option for option in options if f"`{option}`" not in section} == set()


@pytest.mark.parametrize(
    "words", sorted({words for words in shell_commands() if words[0] == "stackspend"}), ids=" ".join
)
def test_the_command_line_takes_what_a_shell_block_shows(words: tuple[str, ...]) -> None:
    command, _, _ = make_app().parse_args(words[1:])

    assert (command.__module__, command.__name__) in {entry_point(name) for name in COMMANDS}
