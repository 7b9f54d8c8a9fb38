"""`dispatch plan`, `show` and `publish`."""

import json
import sys
from datetime import date, timedelta

import click
from rich.console import Console

from dispatch.cli import EXIT_INFEASIBLE
from dispatch.cli.board_json import board_json
from dispatch.cli.board_tables import print_board
from dispatch.cli.composition import House, open_house
from dispatch.cli.day_option import base_option, day_of, day_option
from dispatch.cli.plan_run import plan_with_progress
from dispatch.planning.progress import EngineChoice
from dispatch.services.planning import publish_plan

ACTOR = "command line"

json_option = click.option("--json", "as_json", is_flag=True, help="Print data, not tables.")


@click.command()
@day_option
@base_option
@click.option("--days", type=click.IntRange(1, 31), default=1, show_default=True)
@click.option("--time-limit", type=click.FloatRange(min=0.1), help="Seconds of search for a day.")
@click.option("--seed", type=click.IntRange(min=0), help="Same seed, same search.")
@click.option("--engine", type=click.Choice(["auto", "ortools"]), default="auto")
@click.option("--threads", type=click.IntRange(1, 64), default=1, show_default=True)
@json_option
def plan(
    day: str,
    base: str | None,
    days: int,
    time_limit: float | None,
    seed: int | None,
    engine: EngineChoice,
    threads: int,
    as_json: bool,
) -> None:
    """Plan a day, or several one after another, and keep each plan as a draft."""
    with open_house() as house:
        first = day_of(day, house.pages_for(base).today())
        options = house.search_options(time_limit, seed, engine, threads)
        feasible = True
        for each in (first + timedelta(days=n) for n in range(days)):
            outcome = plan_with_progress(house, each, options, ACTOR, base)
            feasible = feasible and outcome.plan is not None
            if outcome.plan is not None:
                _print_day(house, each, base, as_json)
    if not feasible:
        sys.exit(EXIT_INFEASIBLE)


@click.command()
@day_option
@base_option
@json_option
def show(day: str, base: str | None, as_json: bool) -> None:
    """Print a day's plan: figures, routes with arrival times, and the backlog with its reasons."""
    with open_house() as house:
        _print_day(house, day_of(day, house.pages_for(base).today()), base, as_json)


@click.command()
@click.argument("plan_id", metavar="PLAN", type=click.IntRange(min=1))
def publish(plan_id: int) -> None:
    """Make a draft the plan people work by; the one published before is superseded."""
    with open_house() as house:
        published = publish_plan(house.store, house.clock, plan_id, ACTOR)
    click.echo(f"Plan {plan_id} for {published.date} is published.")


def _print_day(house: House, day: date, base: str | None, as_json: bool) -> None:
    board = house.pages_for(base).board(day)
    if as_json:
        click.echo(json.dumps(board_json(board), ensure_ascii=False, indent=2))
    else:
        print_board(Console(), board)
