"""A checked solution as a plan: itineraries with instants, the backlog with its reasons."""

from datetime import timedelta

from dispatch.domain.plans import BacklogEntry, Itinerary, Plan, Stop, StopKind
from dispatch.domain.team import Shift
from dispatch.planning.day import DayInputs
from dispatch.planning.translate.problem import TranslatedDay
from solver.check import CheckReport
from solver.result import Result, Status
from solver.slack import slacks
from solver.solution import Route, Step, StepKind, Unassigned


def plan_of(day: TranslatedDay, inputs: DayInputs, result: Result, created_by: str) -> Plan:
    """The draft a result stands for. Its solution must have passed the checker."""
    return Plan(
        base=inputs.base,
        date=inputs.date,
        created_at=inputs.now,
        created_by=created_by,
        engine=result.engine,
        seed=result.seed,
        itineraries=_itineraries(day, result),
        backlog=backlog_of(day, result),
        prices=_price_list(day, inputs),
        cost_terms=_terms(result.report),
        check=_check(result),
    )


def is_feasible(result: Result) -> bool:
    """Whether there is a plan at all: every pin is kept and the checker found no fault."""
    return result.status is not Status.INFEASIBLE


def backlog_of(day: TranslatedDay, result: Result) -> list[BacklogEntry]:
    """What stays undone, each with its reason."""
    return [_backlog_entry(day, left_out) for left_out in result.solution.unassigned]


def _itineraries(day: TranslatedDay, result: Result) -> list[Itinerary]:
    """One for everybody who works, also for those who stay at home."""
    routes = {route.vehicle: route for route in result.solution.routes}
    return [
        _itinerary(day, routes[vehicle]) if vehicle in routes else _empty(shift)
        for vehicle, shift in day.shifts.items()
    ]


def _empty(shift: Shift) -> Itinerary:
    return Itinerary(shift.technician, shift, shift.starts_at, shift.starts_at)


def _itinerary(day: TranslatedDay, route: Route) -> Itinerary:
    shift = day.shifts[route.vehicle]
    last = route.steps[-1]
    slack = slacks(day.problem, route)
    return Itinerary(
        technician=shift.technician,
        shift=shift,
        leaves_at=day.axis.instant(route.start),
        returns_at=day.axis.instant(route.end),
        travel_home=timedelta(seconds=last.travel),
        metres_home=last.metres,
        stops=[
            _stop(day, number, step, _wait(route, number), slack)
            for number, step in enumerate(route.steps[1:-1], start=1)
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


def _stop(day: TranslatedDay, number: int, step: Step, wait: int, slack: dict[str, int]) -> Stop:
    is_visit = step.kind is StepKind.TASK
    return Stop(
        sequence=number,
        kind=StopKind.VISIT if is_visit else StopKind.BREAK,
        arrival=day.axis.instant(step.arrival),
        start=day.axis.instant(step.start),
        end=day.axis.instant(step.end),
        travel=timedelta(seconds=step.travel),
        metres=step.metres,
        wait=timedelta(seconds=wait),
        slack=timedelta(seconds=slack.get(step.id, 0)),
        visit=day.visits[step.id] if is_visit else None,
    )


def _backlog_entry(day: TranslatedDay, left_out: Unassigned) -> BacklogEntry:
    visit = day.visits[left_out.task]
    if left_out.reason is None:
        return BacklogEntry(visit, "unknown", "No reason was found.")
    reason = left_out.reason
    return BacklogEntry(visit, reason.code.value, reason.sentence, dict(reason.details))


def _terms(report: CheckReport) -> dict[str, int]:
    names = type(report.terms).__dataclass_fields__
    return {name: getattr(report.terms, name) for name in names}


def _price_list(day: TranslatedDay, inputs: DayInputs) -> dict[str, object]:
    prices = day.problem.prices
    return {
        "currency": inputs.policy.currency,
        "units_per_currency": prices.scale,
        "skip_by_priority": {str(k): v for k, v in prices.skip_by_priority.items()},
        "late_minute": {str(k): v for k, v in inputs.policy.late_minute.items()},
        "travel_hour": inputs.policy.travel_hour,
        "kilometre": inputs.policy.kilometre,
        "overtime_surcharge_hour": inputs.policy.overtime_surcharge_hour,
    }


def _check(result: Result) -> dict[str, object]:
    return {
        "violations": [violation.message for violation in result.report.violations],
        "relaxed": list(result.relaxed),
        "judges": ["checker"],
    }
