"""A planning run in a terminal: live progress, Ctrl-C keeps the best so far, conflicts named."""

import threading
from dataclasses import replace
from datetime import date

import click

from dispatch.cli.composition import House
from dispatch.cli.interrupt import cancelled_by_ctrl_c
from dispatch.cli.progress import LiveProgress
from dispatch.planning.plan_day import PlanOutcome
from dispatch.planning.progress import SearchOptions
from dispatch.services.planning import plan_day


def plan_with_progress(
    house: House, day: date, options: SearchOptions, actor: str, base: str | None = None
) -> PlanOutcome:
    """Plan a day with a progress line on the terminal."""
    cancel = threading.Event()
    with cancelled_by_ctrl_c(cancel), LiveProgress() as live:
        outcome = plan_day(
            house.store,
            house.clock,
            house.travel_times,
            house.policy,
            day,
            replace(options, cancel=cancel, on_progress=live.update),
            actor,
            base,
        )
    if outcome.plan is None:
        _say_conflicts(day, outcome)
    return outcome


def _say_conflicts(day: date, outcome: PlanOutcome) -> None:
    click.echo(f"No plan for {day} keeps every pin:", err=True)
    for entry in outcome.conflicts:
        click.echo(f"  {entry.visit.order.number}: {entry.sentence}", err=True)
