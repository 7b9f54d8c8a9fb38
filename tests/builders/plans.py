"""A valid day for `two_visits_and_a_lunch`, written out by hand, and ways to bend a plan."""

from collections.abc import Callable
from dataclasses import replace

from solver.solution import Route, Solution, Step, StepKind
from tests.builders.problems import HOUR

HALF = HOUR // 2


def the_days_plan() -> Solution:
    """Ann: oven 0:30-2:30, lunch 3:00-4:00 at the school's door, boiler 4:00-6:00, home 6:30."""
    return Solution(
        routes=(
            Route(
                "Ann",
                (
                    Step(StepKind.START, 0, 0, 0, place=0),
                    Step(StepKind.TASK, HALF, HALF, 5 * HALF, "oven", 1, HALF, HALF * 10),
                    Step(StepKind.BREAK, 6 * HALF, 6 * HALF, 8 * HALF, "lunch"),
                    Step(
                        StepKind.TASK, 6 * HALF, 8 * HALF, 12 * HALF, "boiler", 2, HALF, HALF * 10
                    ),
                    Step(StepKind.END, 13 * HALF, 13 * HALF, 13 * HALF, "", 0, HALF, HALF * 10),
                ),
            ),
        ),
        cost=3 * HALF,
    )


def with_steps(plan: Solution, change: Callable[[tuple[Step, ...]], tuple[Step, ...]]) -> Solution:
    """The plan with the steps of its first route changed; cost and everything else stay."""
    first, *others = plan.routes
    return replace(plan, routes=(replace(first, steps=change(first.steps)), *others))


def with_step(plan: Solution, id_or_kind: str, **changes: object) -> Solution:
    """The plan with fields of one step of its first route replaced, found by its id or its kind."""
    return with_steps(
        plan,
        lambda steps: tuple(
            replace(step, **changes) if id_or_kind in (step.id, step.kind) else step  # type: ignore[arg-type]
            for step in steps
        ),
    )


def delayed(plan: Solution, from_id_or_kind: str, seconds: int) -> Solution:
    """The plan with one step of its first route and all after it shifted in time."""

    def change(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        first = next(i for i, step in enumerate(steps) if from_id_or_kind in (step.id, step.kind))
        return steps[:first] + tuple(_shifted(step, seconds) for step in steps[first:])

    return with_steps(plan, change)


def _shifted(step: Step, seconds: int) -> Step:
    return replace(
        step,
        arrival=step.arrival + seconds,
        start=step.start + seconds,
        end=step.end + seconds,
    )
