"""The command line `stackspend`: a module per command or group, named in `COMMANDS`, imported only when it runs.

Answers go to stdout, everything else to stderr. Wrong usage or a wrong setting is one sentence and exit code 2, any
other failure one sentence and exit code 1.
"""

import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from stackspend import __version__
from stackspend.cli.terminal import complain
from stackspend.errors import InvalidInput, StackSpendError

COMMANDS: dict[str, str] = {
    "init": "Create an organization, its owner, a provider and keys, as far as they are missing.",
    "serve": "Receive telemetry, book it, and show it, until stopped.",
    "sign-in": "Print a link that signs a member in once within 24 hours, without a password.",
    "demo": "Make 90 days of sample data to look around in, or remove them.",
    "replay": "Derive the whole ledger again from the raw batches.",
    "coverage": "Report how complete the telemetry of a period is, as JSON.",
    "backtest": "Measure the forecast on months that are over, or the search for anomalies, as a table.",
    "mappings import": "Replace all mapping rules by those of a CSV file, and print what that changes.",
    "mappings export": "Print all mapping rules as CSV, as the import reads it.",
    "prices import": "Replace all price overrides by those of a TOML or JSON file, and print what that changed.",
    "check-key": "Find API keys in files or on stdin; exit code 1 if there are any.",
    "settings": "Print every setting with its meaning and its value now.",
    "version": "Print the version of StackSpend.",
}
GROUPS: dict[str, str] = {
    "mappings": "The rules that say whose usage goes to which team, cost centre and project.",
    "prices": "An organization's negotiated rates, discounts and model names.",
}


def entry_point(command: str) -> tuple[str, str]:
    """The module and the function of a command: `init` is `init` in `init`, `prices import` is `import_prices` in
    `prices`, `check-key` is `check_key` in `check_key`."""
    name, _, verb = command.replace("-", "_").partition(" ")
    return f"stackspend.cli.{name}", f"{verb}_{name}" if verb else name


def make_app() -> App:
    """All commands; the function of one is imported when it runs."""
    app = App(
        name="stackspend",
        help="What your Claude agents cost, who and what spends it, and a warning before the bill.",
        help_flags=["--help", "-h"],
        version=__version__,
        version_flags=["--version"],
        exit_on_error=False,
        print_error=False,
    )
    groups = {name: app.command(App(name=name, help=summary)) for name, summary in GROUPS.items()}
    for command, summary in COMMANDS.items():
        name, _, verb = command.partition(" ")
        groups.get(name, app).command(":".join(entry_point(command)), name=verb or name, help=summary)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command line and answer its exit code."""
    try:
        outcome = make_app()(list(arguments), result_action="return_value")
    except CycloptsError as error:
        complain(f"{_sentence(error)} See: stackspend --help")
        return 2
    except InvalidInput as error:
        complain(error.message)
        return 2
    except StackSpendError as error:
        complain(error.message)
        return 1
    return outcome if isinstance(outcome, int) else 0


def main() -> None:
    """The entry point of the installed command."""
    sys.exit(run(sys.argv[1:]))


def _sentence(error: CycloptsError) -> str:
    text = " ".join(str(error).split())
    return text if text.endswith((".", "?")) else text + "."
