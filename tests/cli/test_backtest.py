"""`stackspend backtest`: the figures that the documentation publishes, and those of an organization."""

import pytest

from tests.cli.conftest import Shell
from tests.docs.pages import ROOT
from tests.running import RunningServer


def test_the_page_of_the_forecast_has_the_table_that_the_command_prints(shell: Shell) -> None:
    ran = shell("backtest")

    assert ran.code == 0
    assert ran.stdout in (ROOT / "docs/forecast.md").read_text()


def test_the_page_of_anomalies_has_the_tables_that_the_command_prints(shell: Shell) -> None:
    ran = shell("backtest", "--anomalies")

    assert ran.code == 0
    assert ran.stdout in (ROOT / "docs/anomalies.md").read_text()


def test_an_organization_without_a_month_that_is_over_has_nothing_to_measure(shell: Shell) -> None:
    assert shell("init", "--organization", "Acme", "--email", "owner@acme.example").code == 0

    ran = shell("backtest", "--organization", "Acme")

    assert (ran.code, ran.stdout) == (1, "")
    assert ran.stderr == "There is no month to measure: a month is measured once it is over.\n"


@pytest.mark.parametrize("count", ["0", "many", "101"])
def test_a_count_that_cannot_be_meant_is_refused(shell: Shell, count: str) -> None:
    ran = shell("backtest", "--organizations", count)

    assert (ran.code, ran.stderr.count("\n")) == (2, 1)
    assert "a whole number from 1 to 100" in ran.stderr


def test_a_ledger_that_a_server_has_is_left_alone(shell: Shell, server: RunningServer) -> None:
    ran = shell("backtest", "--organization", "Acme", STACKSPEND_DATA_DIR=str(server.data_dir))

    assert ran.code == 1
    assert "Another StackSpend process has the ledger" in ran.stderr
