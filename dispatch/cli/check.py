"""`dispatch check`: is this plan right, and what does it cost?"""

import json
import sys
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table

from dispatch.cli import EXIT_FAILED
from dispatch.cli.problem_files import (
    STANDARD_INPUT,
    format_option,
    load_problem,
    load_solution,
    objective_option,
)
from dispatch.cli.solve_summary import count_late, priced_terms, printable, shown_cost
from solver.check import CheckReport
from solver.check import check as judge
from solver.formats import ProblemFile
from solver.solution import Solution


@click.command()
@click.argument("source", metavar="INPUT")
@click.argument("plan", metavar="SOLUTION")
@format_option
@objective_option
@click.option("--json", "as_json", is_flag=True, help="Print data, not tables.")
def check(source: str, plan: str, family: str, objective: str | None, as_json: bool) -> None:
    """Judge a plan by the independent checker, and price it.

    Prints every violation and the cost by terms. Exits with 0 if there is no violation, 1 if there
    is, 2 if a file cannot be read. One of INPUT and SOLUTION may be `-` for standard input.
    """
    if source == plan == STANDARD_INPUT:
        raise click.UsageError("only one of INPUT and SOLUTION can come from standard input")
    file = load_problem(source, family, objective)
    solution = load_solution(plan, file)
    report = judge(file.problem, solution)
    if as_json:
        click.echo(json.dumps(_report_json(file, report), ensure_ascii=False, indent=2))
    else:
        _print_report(Console(), file, solution, report)
    sys.exit(0 if report.ok else EXIT_FAILED)


def _report_json(file: ProblemFile, report: CheckReport) -> dict[str, object]:
    return {
        "ok": report.ok,
        "violations": [asdict(violation) for violation in report.violations],
        "terms": asdict(report.terms) | {"total": report.terms.total},
        "scale": file.problem.prices.scale,
        "unit": file.problem.prices.unit.value,
    }


def _print_report(
    console: Console, file: ProblemFile, solution: Solution, report: CheckReport
) -> None:
    if report.ok:
        console.print("[green]No violation.[/green]")
    else:
        console.print(f"[red]Violations: {len(report.violations)}[/red]")
        console.print(_violations(report))
    prices = file.problem.prices
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_row("Cost", printable(shown_cost(report.terms.total, prices)))
    for name, cost in priced_terms(report.terms):
        table.add_row(f"  {name}", printable(shown_cost(cost, prices)))
    served = sum(len(route.tasks) for route in solution.routes)
    table.add_row("Served", f"{served} of {len(file.problem.tasks)}")
    table.add_row("Late", str(count_late(file, solution)))
    console.print(table)


def _violations(report: CheckReport) -> Table:
    table = Table(title_justify="left")
    for heading in ("Rule", "Vehicle", "Task"):
        table.add_column(heading, overflow="fold")
    table.add_column("What is wrong", overflow="fold")
    for found in report.violations:
        table.add_row(
            found.rule.value,
            printable(found.vehicle or ""),
            printable(found.task or ""),
            printable(found.message),
        )
    return table
