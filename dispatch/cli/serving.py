"""`dispatch serve` and `demo`."""

import click
from rich.console import Console

from dispatch.cli.board_tables import print_board
from dispatch.cli.composition import House, open_house
from dispatch.cli.database import print_import
from dispatch.cli.language_option import language_option
from dispatch.cli.plan_run import Changes, plan_with_progress
from dispatch.clock import SystemClock
from dispatch.planning.translate.engine import get_ready
from dispatch.services.demo import ACTOR, keep_published, prepare_demo, published_before
from dispatch.services.publishing import publish_plan

HOST = "127.0.0.1"
SERVER_THREADS = 64
DEMO_SECONDS = 6.0
SAMPLE_SETS = {"first": "first_day", "city": "city_day"}

port_option = click.option("--port", type=click.IntRange(0, 65535), help="Port of the pages.")


@click.command()
@port_option
def serve(port: int | None) -> None:
    """Serve the pages on this machine only (sign-in does not exist yet)."""
    with open_house() as house:
        serve_pages(house, port)


@click.command()
@click.option("--no-serve", is_flag=True, help="Stop before serving the pages.")
@click.option(
    "--day",
    "sample",
    type=click.Choice(list(SAMPLE_SETS)),
    default="first",
    show_default=True,
    help="first: 40 work orders, 8 technicians; city: 200 and 25.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0.1),
    help=f"Seconds of search, to plan anew. Without it: {DEMO_SECONDS:g}, and only where anything "
    "has changed since the last start.",
)
@language_option
@port_option
def demo(
    no_serve: bool, sample: str, time_limit: float | None, language: str, port: int | None
) -> None:
    """Load the sample data, plan the sample day, print it, and serve the board."""
    console = Console()
    with open_house(create=True) as house:
        report = prepare_demo(house.store, SystemClock(), SAMPLE_SETS[sample])
        if report is not None:
            print_import(console, report)
        plan_demo(house, time_limit)
        print_board(console, house.pages.board(house.pages.today()), language)
        if not no_serve:
            serve_pages(house, port)


def plan_demo(house: House, time_limit: float | None) -> None:
    """Plan the sample day anew and publish it, so that technicians' pages show it too.

    Without a time limit, the plan of an earlier start stays where nothing has changed since.
    """
    conditions = f"{house.policy} {house.settings.streets} {house.settings.seed}"
    before = published_before(house.store, conditions)
    if before is not None and time_limit is None:
        click.echo(f"Nothing has changed since plan {before} was published: it stays.", err=True)
        return
    options = house.search_options(DEMO_SECONDS if time_limit is None else time_limit)
    anew = Changes(free=True)
    outcome = plan_with_progress(house, house.pages.today(), options, ACTOR, changes=anew)
    if outcome.plan is not None and outcome.plan.id is not None:
        publish_plan(
            house.store,
            house.clock,
            house.travel_times,
            house.policy,
            outcome.plan.id,
            ACTOR,
        )
        keep_published(house.store, house.clock, outcome.plan.id, conditions)


def serve_pages(house: House, port: int | None) -> None:
    """Serve until interrupted. Raises `PortTaken` when another program has the port."""
    from waitress.server import create_server

    from dispatch.services.errors import PortTaken
    from web import create_app

    get_ready()
    wanted = house.settings.port if port is None else port
    app = create_app(house.pages, house.settings)
    try:
        server = create_server(app, host=HOST, port=wanted, threads=SERVER_THREADS)
    except OSError as error:
        raise PortTaken(wanted) from error
    click.echo(f"\nThe board is at http://{HOST}:{server.effective_port}/ (Ctrl-C ends it)")
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("Stopped.")
    finally:
        server.close()
