"""The command `dispatch` itself: its table of commands, its help, and what it does with errors."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from dispatch.cli import COMMANDS, LazyCommand, main
from dispatch.errors import BadInput, Conflict, Fault, NotFound


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_in_the_table_is_the_first_sentence_of_the_command(name):
    command = COMMANDS[name].load()
    assert command.name == name
    assert COMMANDS[name].summary == command.get_short_help_str(limit=200)


def test_help_lists_every_command():
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert all(f"  {name} " in result.output for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name):
    assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_help_loads_neither_the_solver_nor_the_pages_nor_the_database():
    script = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from dispatch.cli import main\n"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0\n"
        "heavy = {'ortools', 'flask', 'sqlalchemy', 'numpy', 'solver', 'web', 'rich'}\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
    )
    output = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert output.stdout.strip() == "[]"


def test_an_unknown_command_ends_with_two():
    assert CliRunner().invoke(main, ["optimise"]).exit_code == 2


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            BadInput([Fault("too long", "a.csv"), Fault("too short", "b.csv")]),
            2,
            "b.csv: too short",
        ),
        (NotFound("there is no such plan"), 2, "there is no such plan"),
        (Conflict("somebody was faster"), 1, "somebody was faster"),
    ],
)
def test_errors_of_the_house_become_a_message_and_an_exit_code(monkeypatch, error, code, said):
    @click.command()
    def failing() -> None:
        raise error

    monkeypatch.setattr(LazyCommand, "load", lambda self: failing)
    result = CliRunner().invoke(main, ["init"])
    assert result.exit_code == code
    assert said in result.stderr
