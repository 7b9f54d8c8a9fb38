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
    load_plan,
    load_problem,
    objective_option,
)
from dispatch.cli.solve_summary import (
    count_late,
    priced_terms,
    print_notes,
    printable,
    shown_cost,
)
from solver.check import CheckReport
from solver.check import check as judge
from solver.formats import PlanFile, ProblemFile
from solver.formats.vroom.violations import (
    RouteCauses,
    causes_of,
    causes_of_all,
    violations_json,
)


@click.command()
@click.argument("source", metavar="INPUT")
@click.argument("plan", metavar="SOLUTION")
@format_option
@objective_option
@click.option("--json", "as_json", is_flag=True, help="Print data, not tables.")
def check(source: str, plan: str, family: str, objective: str | None, as_json: bool) -> None:
    """Judge a plan by the independent checker, and price it.

    Prints every violation and the cost by terms; for VROOM's files also VROOM's names of what is
    violated. Exits with 0 if there is no violation, 1 if there is, 2 if a file cannot be read. One
    of INPUT and SOLUTION may be `-` for standard input.
    """
    if source == plan == STANDARD_INPUT:
        raise click.UsageError("only one of INPUT and SOLUTION can come from standard input")
    file = load_problem(source, family, objective)
    judged = load_plan(plan, file)
    report = judge(judged.problem, judged.solution)
    if as_json:
        click.echo(json.dumps(_report_json(file, judged, report), ensure_ascii=False, indent=2))
    else:
        _print_report(Console(), file, judged, report)
    sys.exit(0 if report.ok else EXIT_FAILED)


def _report_json(file: ProblemFile, plan: PlanFile, report: CheckReport) -> dict[str, object]:
    document: dict[str, object] = {
        "ok": report.ok,
        "violations": [asdict(violation) for violation in report.violations],
        "terms": asdict(report.terms) | {"total": report.terms.total},
        "scale": file.problem.prices.scale,
        "unit": file.problem.prices.unit.value,
        "notes": list(plan.notes),
    }
    if file.vroom is not None:
        routes = causes_of(plan.problem, plan.solution)
        document["vroom"] = {
            "violations": violations_json(causes_of_all(routes)),
            "routes": [_route_json(route) for route in routes],
        }
    return document


def _route_json(route: RouteCauses) -> dict[str, object]:
    return {
        "vehicle": int(route.vehicle),
        "violations": violations_json(route.route),
        "steps": [{"violations": violations_json(causes)} for causes in route.steps],
    }


def _print_report(console: Console, file: ProblemFile, plan: PlanFile, report: CheckReport) -> None:
    if report.ok:
        console.print("[green]No violation.[/green]")
    else:
        console.print(f"[red]Violations: {len(report.violations)}[/red]")
        console.print(_violations(report))
    prices = file.problem.prices
    table = Table(show_header=False, box=None, pad_edge=False)
    if file.vroom is not None:
        table.add_row("In VROOM's words", _in_words_of_vroom(plan))
    table.add_row("Cost", printable(shown_cost(report.terms.total, prices)))
    for name, cost in priced_terms(report.terms):
        table.add_row(f"  {name}", printable(shown_cost(cost, prices)))
    served = sum(len(route.tasks) for route in plan.solution.routes)
    table.add_row("Served", f"{served} of {len(file.problem.tasks)}")
    table.add_row("Late", str(count_late(file, plan.solution)))
    console.print(table)
    print_notes(console, plan.notes)


def _in_words_of_vroom(plan: PlanFile) -> str:
    causes = causes_of_all(causes_of(plan.problem, plan.solution))
    told = (
        cause.value if seconds is None else f"{cause.value} {seconds:,} s"
        for cause, seconds in causes.items()
    )
    return ", ".join(told) or "no violation"


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
