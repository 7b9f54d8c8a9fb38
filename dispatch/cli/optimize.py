"""`dispatch optimize`: a problem file in, its best plan out."""

import math
import sys
import threading
from dataclasses import dataclass

import click
from rich.console import Console

from dispatch.cli import EXIT_INFEASIBLE
from dispatch.cli.interrupt import cancelled_by_signal
from dispatch.cli.output_file import STANDARD_OUTPUT, OutputFile
from dispatch.cli.problem_files import format_option, load_problem, objective_option
from dispatch.cli.progress import LiveProgress
from dispatch.cli.solve_summary import print_conflicts, print_summary
from solver.apart import get_ready, solve_apart
from solver.formats import ProblemFile, RunFacts, write_solution
from solver.formats.files import write_own_solution
from solver.progress import Snapshot
from solver.result import Result, Status
from solver.stop import MaxRuntime


@dataclass(frozen=True, slots=True)
class ShownProgress:
    """A snapshot of the solver with its cost in shown units."""

    elapsed: float
    cost: float | None
    served: int
    late: int
    message: str


def _finite(ctx: click.Context, param: click.Parameter, value: float) -> float:
    if not math.isfinite(value):
        raise click.BadParameter("must be a finite number of seconds", ctx, param)
    return value


@click.command()
@click.argument("source", metavar="INPUT")
@click.option(
    "-o", "--output", default=STANDARD_OUTPUT, help="Write the plan here instead of to stdout."
)
@format_option
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    callback=_finite,
    default=10.0,
    show_default=True,
    help="Seconds of search.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Same seed, same search.")
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Searches side by side; plans of several do not repeat by seed.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "ortools"]),
    default="auto",
    show_default=True,
    help="Who searches: what suits the problem, or OR-Tools alone.",
)
@objective_option
@click.option("--json", "as_json", is_flag=True, help="Write our own solution JSON in any case.")
def optimize(
    source: str,
    output: str,
    family: str,
    time_limit: float,
    seed: int,
    threads: int,
    engine: str,
    objective: str | None,
    as_json: bool,
) -> None:
    """Read a problem file and write its best plan.

    INPUT is our own JSON, VROOM's JSON, a Solomon, VRPLIB or TRSP text file, `-` for standard
    input. The plan is written in the same family of format. Where the file proposes routes, the
    search starts from them. Progress and summary go to standard error, so the plan can be piped.
    Ctrl-C ends the search and keeps the best plan so far.
    """
    console = Console(stderr=True)
    get_ready(kernels=engine != "ortools")  # while the file is read
    file = load_problem(source, family, objective)
    with OutputFile(output) as target:
        result = _solve(file, time_limit, seed, threads, engine, console)
        if result.status is Status.INFEASIBLE:
            print_conflicts(console, file, result)
            sys.exit(EXIT_INFEASIBLE)
        write = write_own_solution if as_json else write_solution
        target.write(write(file, result.solution, _facts(result)))
    print_summary(console, file, result)


def _solve(
    file: ProblemFile, seconds: float, seed: int, threads: int, engine: str, console: Console
) -> Result:
    cancel = threading.Event()
    scale = file.problem.prices.scale
    with cancelled_by_signal(cancel), LiveProgress(console) as live:
        return solve_apart(
            file.problem,
            MaxRuntime(seconds),
            seed=seed,
            engine="ortools" if engine == "ortools" else "auto",
            threads=threads,
            on_progress=lambda snapshot: live.update(_shown(snapshot, scale)),
            cancel=cancel,
            warm_start=file.start,
        )


def _shown(snapshot: Snapshot, scale: int) -> ShownProgress:
    cost = None if snapshot.cost is None else snapshot.cost / scale
    return ShownProgress(snapshot.elapsed, cost, snapshot.served, snapshot.late, snapshot.message)


def _facts(result: Result) -> RunFacts:
    return RunFacts(
        status=result.status.value,
        stopped_by=result.stopped_by.value,
        engine=result.engine,
        seed=result.seed,
        seconds=result.seconds,
        terms=result.terms,
    )
