"""What the command line asks for; what cannot be meant is refused before anything runs."""

import argparse
from collections.abc import Sequence
from math import inf
from pathlib import Path

from benchmarks.compare import provenance
from benchmarks.compare.clock import Clock
from benchmarks.compare.solvers import SOLVERS

RESULTS = provenance.REPOSITORY / "benchmarks" / "results"
PAGE = provenance.REPOSITORY / "docs" / "benchmarks.md"


def options(arguments: Sequence[str] | None, description: str | None) -> argparse.Namespace:
    """The options of `run` or `page`. Ends the process with 2 and a usage line if one is wrong."""
    parser = argparse.ArgumentParser(prog="benchmarks.compare", description=description)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="measure what has no row yet")
    page = commands.add_parser("page", help="write tables and charts of results")
    _add_choices(run)
    _add_ways(run)
    page.add_argument("results", nargs="*", type=_results, help="CSV files, by default all")
    page.add_argument("--output", type=_output, default=PAGE, help="the page, ending in .md")
    for command in (run, page):
        command.add_argument("--prototype", help="folder of the prototype")
    return parser.parse_args(arguments)


def _add_choices(run: argparse.ArgumentParser) -> None:
    """What is measured."""
    run.add_argument("--sample", action="store_true", help="a few instances of each set")
    run.add_argument("--sets", nargs="+", action=_Different, help="only these sets")
    run.add_argument("--instances", nargs="+", action=_Different,
                     help="only these instances, by name")  # fmt: skip
    run.add_argument("--solvers", nargs="+", action=_Different, choices=SOLVERS,
                     help="only these solvers")  # fmt: skip
    run.add_argument("--seeds", nargs="+", type=_seed, action=_Different, default=[1],
                     help="seeds of the searches")  # fmt: skip
    run.add_argument("--again", action="store_true",
                     help="measure again, in place of its row, what another state of our solver "
                     "has a row of")  # fmt: skip


def _add_ways(run: argparse.ArgumentParser) -> None:
    """How it is measured, and where it goes."""
    run.add_argument("--seconds", type=_seconds, help="no limit longer than this: to try things")
    run.add_argument("--clock", choices=list(map(str, Clock)), default=str(Clock.WALL))
    run.add_argument("--lanes", type=_lanes, default=1, help="runs side by side, one core each")
    run.add_argument("--results", type=_results, help="the CSV file, by default in "
                     "benchmarks/results")  # fmt: skip
    run.add_argument("--dry-run", action="store_true", help="only say how long it would take")


class _Different(argparse.Action):
    """Values none of which is there twice."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        assert isinstance(values, list)
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise argparse.ArgumentError(self, f"more than once: {', '.join(map(str, twice))}")
        setattr(namespace, self.dest, values)


def _lanes(text: str) -> int:
    return _whole(text, 1)


def _seed(text: str) -> int:
    return _whole(text, 0)


def _whole(text: str, least: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise argparse.ArgumentTypeError(f"must be a whole number from {least} on, not {text!r}")
    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < inf:
        raise argparse.ArgumentTypeError(f"must be a number above zero, not {text!r}")
    return seconds


def _results(text: str) -> Path:
    path = Path(text)
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"must be a file, not the folder {text}")
    return path


def _output(text: str) -> Path:
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"must be a file in a folder that is there, not {text}")
    return path
