"""A planning run in a terminal: live progress, Ctrl-C keeps the best so far, conflicts named."""

import threading
from dataclasses import dataclass, replace
from datetime import date

import click

from dispatch.cli.backlog_words import explained_conflicts
from dispatch.cli.composition import House
from dispatch.cli.interrupt import cancelled_by_signal
from dispatch.cli.progress import LiveProgress
from dispatch.domain.policy import PlanningPolicy
from dispatch.planning.plan_days import PlanOutcome
from dispatch.planning.progress import SearchOptions
from dispatch.services.planning import plan_days


@dataclass(frozen=True)
class Changes:
    """How a day that has a published plan may be planned again.

    `free` forgets what is published. `most` customers may be touched, in place of what the policy
    says; None keeps that.
    """

    free: bool = False
    most: int | None = None

    def within(self, policy: PlanningPolicy) -> PlanningPolicy:
        """The policy with the cap of this run."""
        return policy if self.most is None else replace(policy, max_changed=self.most)


def plan_with_progress(
    house: House,
    first: date,
    options: SearchOptions,
    actor: str,
    base: str | None = None,
    changes: Changes = Changes(),
    days: int = 1,
    language: str = "en",
) -> PlanOutcome:
    """Plan one day, or several as one, with a progress line on the terminal."""
    cancel = threading.Event()
    with cancelled_by_signal(cancel), LiveProgress() as live:
        outcome = plan_days(
            house.store,
            house.clock,
            house.travel_times,
            changes.within(house.policy),
            first,
            replace(options, cancel=cancel, on_progress=live.update),
            actor,
            base,
            days=days,
            free=changes.free,
        )
    _say(outcome, first, language)
    return outcome


def _say(outcome: PlanOutcome, first: date, language: str) -> None:
    """What a person must know besides the plan: why there is none, remarks, who is touched."""
    if not outcome.plans:
        click.echo(f"No plan from {first} on keeps every pin:", err=True)
    explained = explained_conflicts(outcome.conflicts, language)
    for entry, (reason, action) in zip(outcome.conflicts, explained, strict=True):
        click.echo(f"  {entry.visit.order.number}: {reason} {action}".rstrip(), err=True)
    for note in outcome.notes:
        click.echo(f"Note: {note}", err=True)
    if outcome.plans and outcome.touched is not None:
        numbers = ", ".join(sorted(visit.order.number for visit in outcome.touched))
        count = f"{len(outcome.touched)} published visit{'s' * (len(outcome.touched) != 1)}"
        click.echo(f"Changed against what is published: {numbers or 'nothing'} ({count})", err=True)
