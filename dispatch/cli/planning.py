"""`dispatch plan`, `show` and `publish`."""

import json
import sys
from collections.abc import Sequence
from datetime import timedelta

import click
from rich.console import Console

from dispatch.cli import EXIT_INFEASIBLE
from dispatch.cli.board_json import board_json
from dispatch.cli.board_tables import print_board
from dispatch.cli.composition import open_house
from dispatch.cli.day_option import base_option, day_of, day_option
from dispatch.cli.language_option import language_option
from dispatch.cli.plan_run import Changes, plan_with_progress
from dispatch.planning.progress import EngineChoice
from dispatch.services.publishing import publish_plans
from dispatch.services.views.board import BoardView, board_view

ACTOR = "command line"

json_option = click.option("--json", "as_json", is_flag=True, help="Print data, not tables.")


days_option = click.option(
    "--days", type=click.IntRange(1, 31), default=1, show_default=True, help="Days from --date on."
)


@click.command()
@day_option
@base_option
@days_option
@click.option("--time-limit", type=click.FloatRange(min=0.1), help="Seconds of search in all.")
@click.option("--seed", type=click.IntRange(min=0), help="Same seed, same search.")
@click.option("--engine", type=click.Choice(["auto", "ortools"]), default="auto")
@click.option("--threads", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option(
    "--max-changed",
    type=click.IntRange(min=0),
    metavar="K",
    help="Touch at most K customers of the published plan.",
)
@click.option("--free", is_flag=True, help="Plan as if nothing were published.")
@language_option
@json_option
def plan(
    day: str,
    base: str | None,
    days: int,
    time_limit: float | None,
    seed: int | None,
    engine: EngineChoice,
    threads: int,
    max_changed: int | None,
    free: bool,
    language: str,
    as_json: bool,
) -> None:
    """Plan a day, or several as one, and keep a draft for each.

    On several days, visits move to whatever day suits best within their windows. A day that has a
    published plan is planned against it: changes have their price.
    """
    if free and max_changed is not None:
        raise click.UsageError("--free forgets the published plan that --max-changed counts from.")
    with open_house() as house:
        first = day_of(day, house.pages_for(base).today())
        options = house.search_options(time_limit, seed, engine, threads)
        changes = Changes(free, max_changed)
        outcome = plan_with_progress(house, first, options, ACTOR, base, changes, days, language)
        boards = [board_view(plan, house.clock.now()) for plan in outcome.plans]
        _print(boards, language, as_json)
    if not outcome.plans:
        sys.exit(EXIT_INFEASIBLE)


@click.command()
@day_option
@base_option
@days_option
@language_option
@json_option
def show(day: str, base: str | None, days: int, language: str, as_json: bool) -> None:
    """Print a day's plan: figures, routes with arrival times, and the backlog with its reasons."""
    with open_house() as house:
        pages = house.pages_for(base)
        first = day_of(day, pages.today())
        boards = [pages.board(first + timedelta(days=number)) for number in range(days)]
        _print(boards, language, as_json)


@click.command()
@click.argument("plans", metavar="PLAN...", type=click.IntRange(min=1), nargs=-1, required=True)
def publish(plans: tuple[int, ...]) -> None:
    """Make drafts the plans people work by; those published before are superseded.

    The checker and OR-Tools judge them first, with the data of today: what one of them has anything
    against is not published.

    Several plans are published together or not at all.
    """
    with open_house() as house:
        published = publish_plans(
            house.store, house.clock, house.travel_times, house.policy, plans, ACTOR
        )
    for each in published:
        judges = ", ".join(each.check.get("judges", ()))
        click.echo(f"Plan {each.id} for {each.date} is published. Judges: {judges}.")
        for remark in each.check.get("remarks", ()):
            click.echo(f"Note: {remark}", err=True)


def _print(boards: Sequence[BoardView], language: str, as_json: bool) -> None:
    """Tables, or data: one object for one day, a list of them for several."""
    if as_json and boards:
        shown = [board_json(board) for board in boards]
        click.echo(json.dumps(shown if len(shown) > 1 else shown[0], ensure_ascii=False, indent=2))
    elif not as_json:
        for board in boards:
            print_board(Console(), board, language)
