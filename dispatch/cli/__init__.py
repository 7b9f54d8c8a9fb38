"""The command line `dispatch`. Commands are imported when they are called.

So `dispatch --help` answers at once, and no command loads what only another one needs (OR-Tools,
the database, the pages). To add a command, add a line to `COMMANDS`.
"""

import faulthandler
import importlib
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NoReturn

import click

from dispatch.errors import BadInput, DispatchError, NotFound

EXIT_FAILED = 1
EXIT_BAD_INPUT = 2
EXIT_INFEASIBLE = 3


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a command lives, as `module:function` below this package, and its line in the help."""

    target: str
    summary: str

    def load(self) -> click.Command:
        """Import the module and return the command."""
        module, _, function = self.target.partition(":")
        command = getattr(importlib.import_module(f"{__name__}.{module}"), function)
        assert isinstance(command, click.Command), self.target
        return command


COMMANDS: Mapping[str, LazyCommand] = {
    "demo": LazyCommand(
        "serving:demo", "Load the sample data, plan the sample day, print it, and serve the board."
    ),
    "init": LazyCommand("database:init", "Create the database, or bring an older one up to date."),
    "import": LazyCommand(
        "database:import_command",
        "Import CSV, XLSX and JSON files: all of them, or nothing if any has a fault.",
    ),
    "export": LazyCommand(
        "export:export_command",
        "Write a table, the plan of a day, or all tables as CSV, XLSX or JSON.",
    ),
    "template": LazyCommand(
        "template:template",
        "Write an empty table to fill in and import: headings, help, an example.",
    ),
    "plan": LazyCommand(
        "planning:plan", "Plan a day, or several as one, and keep a draft for each."
    ),
    "show": LazyCommand(
        "planning:show",
        "Print a day's plan: figures, routes with arrival times, and the backlog with its reasons.",
    ),
    "explain": LazyCommand(
        "explain:explain",
        "Say why a visit is not planned and what helps, and who else could take it at what price.",
    ),
    "publish": LazyCommand(
        "planning:publish",
        "Make drafts the plans people work by; those published before are superseded.",
    ),
    "serve": LazyCommand(
        "serving:serve", "Serve the pages on this machine only (sign-in does not exist yet)."
    ),
    "optimize": LazyCommand("optimize:optimize", "Read a problem file and write its best plan."),
    "check": LazyCommand("check:check", "Judge a plan by the independent checker, and price it."),
}


class LazyGroup(click.Group):
    """A group whose help is a table of summaries; errors of the house become exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table: first what a newcomer needs."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, None if there is no such command."""
        found = COMMANDS.get(cmd_name)
        return None if found is None else found.load()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help's list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, lazy.summary) for name, lazy in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a user's error becomes a message and an exit code, never a traceback."""
        try:
            return super().invoke(ctx)
        except BadInput as error:
            _fail("\n".join(str(fault) for fault in error.faults), EXIT_BAD_INPUT)
        except NotFound as error:
            _fail(str(error), EXIT_BAD_INPUT)
        except DispatchError as error:
            _fail(str(error), EXIT_FAILED)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dispatch-optimizer", prog_name="dispatch")
def main() -> None:
    """Plan the days of field-service technicians: who visits whom, and when.

    Exit codes: 0 success, 1 failure, 2 bad input, 3 no plan keeps everything that was made fixed.
    """
    with suppress(OSError, ValueError, RuntimeError):  # standard error may be no file
        faulthandler.enable()  # compiled code that dies shall at least say where
