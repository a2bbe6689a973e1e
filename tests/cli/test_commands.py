"""The command line as a whole: help, usage, settings, version."""

import importlib
import inspect

import pytest

from stackspend import __version__
from stackspend.cli import COMMANDS, GROUPS, entry_point
from stackspend.settings import SETTINGS
from tests.cli.conftest import Shell


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_the_function_of_its_module_and_sums_itself_up_alike(name: str) -> None:
    module, function = entry_point(name)
    command = getattr(importlib.import_module(module), function)
    assert (inspect.getdoc(command) or "").splitlines()[0] == COMMANDS[name]


def test_help_names_every_command(shell: Shell) -> None:
    ran = shell("--help")
    assert ran.code == 0
    assert all(name.split()[0] in ran.stdout for name in COMMANDS)


@pytest.mark.parametrize("group", GROUPS)
def test_the_help_of_a_group_names_its_commands(shell: Shell, group: str) -> None:
    ran = shell(group, "--help")
    assert ran.code == 0
    assert all(name.split()[1] in ran.stdout for name in COMMANDS if name.split()[0] == group)


@pytest.mark.parametrize("arguments", [["version"], ["--version"]])
def test_the_version_is_printed_alone(shell: Shell, arguments: list[str]) -> None:
    ran = shell(*arguments)
    assert (ran.code, ran.stdout, ran.stderr) == (0, f"{__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        pytest.param(["nope"], 'Unknown command "nope"', id="no such command"),
        pytest.param(["init"], 'Command "init" parameter --organization requires an argument.', id="option missing"),
        pytest.param(["version", "--nope", "x"], "Unknown option: --nope.", id="no such option"),
    ],
)
def test_wrong_usage_is_one_sentence_on_stderr_and_exit_code_2(shell: Shell, arguments: list[str], why: str) -> None:
    ran = shell(*arguments)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith(why)
    assert ran.stderr.endswith("See: stackspend --help\n")
    assert ran.stderr.count("\n") == 1


def test_settings_lists_each_with_its_value_and_meaning(shell: Shell) -> None:
    ran = shell("settings", STACKSPEND_PORT="9000")
    text = " ".join(ran.stdout.split())
    assert "STACKSPEND_PORT=9000 " in text
    assert all(setting.variable in text and setting.meaning in text for setting in SETTINGS)


def test_settings_never_print_a_password(shell: Shell) -> None:
    url = "postgresql+psycopg://spend:hunter2@db/catalog"
    ran = shell("settings", STACKSPEND_CATALOG_URL=url, STACKSPEND_LEDGER_URL="clickhouse://h/d?password=hunter2")
    assert "hunter2" not in ran.stdout
    assert "STACKSPEND_CATALOG_URL=postgresql+psycopg://spend:***@db/catalog" in ran.stdout


def test_a_misspelt_setting_stops_every_command_that_reads_settings(shell: Shell) -> None:
    ran = shell("settings", STACKSPEND_PROT="9000")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr == "There is no setting STACKSPEND_PROT; did you mean STACKSPEND_PORT?\n"
