"""A checked solution as plans, one a day: itineraries with instants, the backlog with reasons."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta

from dispatch.domain.plans import BacklogEntry, Itinerary, Plan, Stop, StopKind
from dispatch.planning.availability import first_start
from dispatch.planning.horizon import HorizonInputs
from dispatch.planning.translate.prices import price_list
from dispatch.planning.translate.problem import Translated
from dispatch.planning.translate.reasons import backlog_entry
from dispatch.planning.translate.tasks import spans_of
from solver.check import price
from solver.result import Result, Status
from solver.slack import slacks
from solver.solution import CostTerms, Route, Solution, StepKind, Unassigned


def plans_of(
    translated: Translated, inputs: HorizonInputs, result: Result, created_by: str
) -> list[Plan]:
    """The drafts a result stands for, one a day. Its solution must have passed the checker."""
    days = _days(translated, inputs, result)
    return [
        Plan(
            base=inputs.base,
            date=day,
            created_at=inputs.now,
            created_by=created_by,
            engine=result.engine,
            seed=result.seed,
            itineraries=_itineraries(translated, day, part),
            backlog=[backlog_entry(translated, left_out) for left_out in part.unassigned],
            prices=price_list(inputs.policy, translated.problem.prices),
            cost_terms=asdict(_terms(translated, part)),
            check=_check(result),
        )
        for day, part in days.items()
    ]


def is_feasible(result: Result) -> bool:
    """Whether there is a plan at all: every pin is kept and the checker found no fault."""
    return result.status is not Status.INFEASIBLE


def backlog_of(translated: Translated, result: Result) -> list[BacklogEntry]:
    """What stays undone in the whole horizon, each with its reason."""
    return [backlog_entry(translated, left_out) for left_out in result.solution.unassigned]


# --- days --------------------------------------------------------------------------------------


def _days(translated: Translated, inputs: HorizonInputs, result: Result) -> Mapping[date, Solution]:
    """The part of a solution that belongs to each day.

    A route belongs to the day of its shift. What no day takes belongs to the first one on which it
    could have started.
    """
    routes: dict[date, list[Route]] = {day: [] for day in inputs.dates}
    undone: dict[date, list[Unassigned]] = {day: [] for day in inputs.dates}
    for route in result.solution.routes:
        routes[translated.stretches[route.vehicle].day].append(route)
    for left_out in result.solution.unassigned:
        visit = translated.visits[left_out.task]
        start = first_start(visit, spans_of(visit, inputs), inputs.now)
        undone[inputs.day_of(start)].append(left_out)
    return {day: Solution(tuple(routes[day]), tuple(undone[day])) for day in inputs.dates}


def _terms(translated: Translated, part: Solution) -> CostTerms:
    """What a day costs by itself; the days of a horizon add up to the whole."""
    mine = {task for route in part.routes for task in route.tasks}
    mine |= {left_out.task for left_out in part.unassigned}
    tasks = tuple(task for task in translated.problem.tasks if task.id in mine)
    return price(replace(translated.problem, tasks=tasks), part)


# --- itineraries -------------------------------------------------------------------------------


def _itineraries(translated: Translated, day: date, part: Solution) -> list[Itinerary]:
    """One for everybody who works that day, also for those who stay at home."""
    routes = {route.vehicle: route for route in part.routes}
    return [
        _itinerary(translated, routes[key])
        if key in routes
        else Itinerary(
            stretch.technician, stretch.shift, stretch.shift.starts_at, stretch.shift.starts_at
        )
        for key, stretch in translated.stretches.items()
        if stretch.day == day
    ]


def _itinerary(translated: Translated, route: Route) -> Itinerary:
    shift = translated.stretches[route.vehicle].shift
    last = route.steps[-1]
    slack = slacks(translated.problem, route)
    return Itinerary(
        technician=shift.technician,
        shift=shift,
        leaves_at=translated.axis.instant(route.start),
        returns_at=translated.axis.instant(route.end),
        travel_home=timedelta(seconds=last.travel),
        metres_home=last.metres,
        stops=[
            _stop(translated, route, number, slack.get(route.steps[number].id, 0))
            for number in range(1, len(route.steps) - 1)
        ],
    )


def _wait(route: Route, number: int) -> int:
    """Seconds on site before service, without the rests taken there."""
    step = route.steps[number]
    rests = 0
    for earlier in reversed(route.steps[:number]):
        if earlier.kind is not StepKind.BREAK or earlier.start < step.arrival:
            break
        rests += earlier.end - earlier.start
    return step.start - step.arrival - rests


def _stop(translated: Translated, route: Route, number: int, slack: int) -> Stop:
    step = route.steps[number]
    is_visit = step.kind is StepKind.TASK
    return Stop(
        sequence=number,
        kind=StopKind.VISIT if is_visit else StopKind.BREAK,
        arrival=translated.axis.instant(step.arrival),
        start=translated.axis.instant(step.start),
        end=translated.axis.instant(step.end),
        travel=timedelta(seconds=step.travel),
        metres=step.metres,
        wait=timedelta(seconds=_wait(route, number)),
        slack=timedelta(seconds=slack),
        visit=translated.visits[step.id] if is_visit else None,
        place=None if is_visit or step.place is None else translated.points[step.place],
    )


def _check(result: Result) -> dict[str, object]:
    return {
        "violations": [violation.message for violation in result.report.violations],
        "relaxed": list(result.relaxed),
        "judges": ["checker"],
    }
