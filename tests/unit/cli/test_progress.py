"""The progress line: what it says, and how it looks where a terminal is and where there is none."""

import io
from dataclasses import dataclass

import pytest
from rich.console import Console

from dispatch.cli.progress import LiveProgress, progress_line


@dataclass(frozen=True)
class At:
    elapsed: float
    cost: float | None
    served: int = 38
    late: int = 2
    message: str = ""


@pytest.mark.parametrize(
    ("reached", "line"),
    [
        (None, "no plan yet  3.4 s"),
        (At(1.0, None), "no plan yet  3.4 s"),
        (At(1.0, None, message="compiling"), "no plan yet  3.4 s  compiling"),
        (At(1.0, 5, message="compiling"), "cost 5  served 38  late 2  3.4 s  compiling"),
        (At(1.0, 5_461), "cost 5,461  served 38  late 2  3.4 s"),
        (At(1.0, 12.5), "cost 12.50  served 38  late 2  3.4 s"),
    ],
)
def test_the_line_tells_cost_served_late_and_elapsed(reached, line):
    assert progress_line(reached, 3.4) == line


def test_without_a_terminal_a_line_is_printed_for_a_better_plan_at_most_one_a_second():
    output = io.StringIO()
    with LiveProgress(Console(file=output)) as live:
        for reached in (At(0.0, None), At(0.1, 90), At(0.5, 80), At(1.2, 70), At(3.0, 70)):
            live.update(reached)
    assert output.getvalue().splitlines() == [
        "cost 90  served 38  late 2  0.1 s",
        "cost 70  served 38  late 2  1.2 s",
    ]


def test_without_a_terminal_a_remark_of_the_engine_is_printed_once():
    output = io.StringIO()
    with LiveProgress(Console(file=output)) as live:
        for elapsed in (0.0, 0.2, 0.4):
            live.update(At(elapsed, None, message="compiling"))
        live.update(At(2.0, 90, message="compiling"))
    assert output.getvalue().splitlines() == ["compiling", "cost 90  served 38  late 2  2.0 s"]


def test_on_a_terminal_one_line_is_redrawn_and_says_how_to_stop():
    output = io.StringIO()
    with LiveProgress(Console(file=output, force_terminal=True, width=100)) as live:
        live.update(At(0.1, 90))
        live.update(At(0.2, 80))
    assert "Ctrl-C keeps the best so far" in output.getvalue()
    assert "cost 80" in output.getvalue()
