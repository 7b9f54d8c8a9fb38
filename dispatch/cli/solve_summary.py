"""What a finished search says to people: status, cost by terms, served, late, routes."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from solver.formats import FileFormat, ProblemFile
from solver.problem import Prices, Unit
from solver.result import Result
from solver.solution import CostTerms, Solution, StepKind, Unassigned
from solver.stop import StopReason

_STOPPED = {
    StopReason.MAX_RUNTIME: "time limit",
    StopReason.MAX_ITERATIONS: "iteration limit",
    StopReason.NO_IMPROVEMENT: "no improvement",
    StopReason.CANCELLED: "stopped by you",
    StopReason.FINISHED: "finished",
    StopReason.ENGINE_FAILED: "the engine failed",
}
_MOST_REASONS = 10
_UNITLESS = (FileFormat.SOLOMON, FileFormat.VRPLIB, FileFormat.TRSP)
UNITS_NOTE = (
    "this file does not say what its units of time are: reasons take the finest one it is read in "
    "for a second"
)


def print_summary(console: Console, file: ProblemFile, result: Result) -> None:
    """Print the outcome of a search that found a plan."""
    solution, prices = result.solution, file.problem.prices
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    table.add_row("Status", f"{result.status.value}, {_STOPPED[result.stopped_by]}")
    table.add_row("Cost", escape(shown_cost(result.terms.total, prices)))
    for name, cost in priced_terms(result.terms):
        table.add_row(f"  {name}", escape(shown_cost(cost, prices)))
    served = sum(len(route.tasks) for route in solution.routes)
    table.add_row("Served", f"{served} of {len(file.problem.tasks)}")
    table.add_row("Late", str(count_late(file, solution)))
    table.add_row("Routes", f"{len(solution.routes)} of {len(file.problem.vehicles)} vehicles")
    table.add_row("Search", f"{result.seconds:.1f} s, engine {result.engine}, seed {result.seed}")
    console.print(table)
    print_reasons(console, solution)
    print_notes(console, _remarks(file, result))


def print_conflicts(console: Console, file: ProblemFile, result: Result) -> None:
    """Print that there is no plan, or that none was found before the search ended, and why."""
    if result.stopped_by is StopReason.FINISHED:
        console.print("[red]No plan serves every mandatory and pinned task.[/red]")
    else:
        ended = escape(_STOPPED[result.stopped_by])
        console.print(f"[red]No plan was found that serves every mandatory task[/red] ({ended}).")
    print_reasons(console, result.solution)
    if file.format in _UNITLESS:
        print_notes(console, [UNITS_NOTE])
    print_notes(console, _remarks(file, result))


def print_reasons(console: Console, solution: Solution) -> None:
    """Print what stays unserved, and why."""
    for entry in solution.unassigned[:_MOST_REASONS]:
        _say(console, f"  {printable(entry.task)}: {printable(_why(entry))}")
    more = len(solution.unassigned) - _MOST_REASONS
    if more > 0:
        console.print(f"  and {more} more, all in the solution")


def _why(entry: Unassigned) -> str:
    if entry.reason is None:
        return "not served"
    action = entry.reason.action
    return " ".join((entry.reason.sentence, *(() if action is None else (action.sentence,))))


def print_notes(console: Console, notes: Iterable[str]) -> None:
    """Print what people should know beside the figures, each on a line of its own."""
    for note in notes:
        _say(console, f"[yellow]Note:[/yellow] {printable(note)}")


def _say(console: Console, markup: str) -> None:
    """Print a sentence as one line, whatever the width: it may be read by another program."""
    console.print(markup, highlight=False, soft_wrap=True)


def _remarks(file: ProblemFile, result: Result) -> Iterator[str]:
    """What the reader, the engine and the search want people to know."""
    yield from file.notes
    for name in result.relaxed:
        yield f"the engine does not model exactly: {name}; the cost shown is the checker's"
    yield from result.notes
    yield from result.errors


def priced_terms(terms: CostTerms) -> list[tuple[str, int]]:
    """The terms that cost anything, by name."""
    named = [(field.name, getattr(terms, field.name)) for field in fields(terms)]
    return [(name, cost) for name, cost in named if cost]


def shown_cost(cost: int, prices: Prices) -> str:
    """A cost in shown units: exact, with the unit's name where it has one."""
    whole, rest = divmod(cost, prices.scale)
    digits = f"{rest / prices.scale:.2f}"[1:] if rest else ""
    unit = f" {prices.unit.value}" if prices.unit is not Unit.NONE else ""
    return f"{whole:,}{digits}{unit}"


def count_late(file: ProblemFile, solution: Solution) -> int:
    """Served tasks whose service starts after their deadline."""
    deadlines = {t.id: t.lateness.deadline for t in file.problem.tasks if t.lateness}
    return sum(
        step.start > deadlines[step.id]
        for route in solution.routes
        for step in route.steps
        if step.kind is StepKind.TASK and step.id in deadlines
    )


def printable(text: str) -> str:
    """Text from a file, safe to print through `rich`: no control characters, no markup."""
    return escape(plain(text))


def plain(text: str) -> str:
    """Text without control characters: they could drive the terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
