"""Plan one day: translate, solve, check, translate back."""

from dataclasses import dataclass

from dispatch.domain.plans import BacklogEntry, Plan
from dispatch.planning.day import DayInputs
from dispatch.planning.progress import SearchOptions
from dispatch.planning.translate.engine import solve_day
from dispatch.planning.translate.plan import backlog_of, is_feasible, plan_of
from dispatch.planning.translate.problem import translate_day
from dispatch.travel.times import TravelTimes


@dataclass(frozen=True)
class PlanOutcome:
    """A draft plan, or None when pins cannot all be kept; then `conflicts` says which and why."""

    plan: Plan | None
    conflicts: tuple[BacklogEntry, ...]
    stopped_by: str
    seconds: float
    notes: tuple[str, ...]


def plan_day(
    inputs: DayInputs, travel_times: TravelTimes, options: SearchOptions, created_by: str
) -> PlanOutcome:
    """The best plan found for a day. Infeasible pins are an outcome, not an exception."""
    day = translate_day(inputs, travel_times)
    result = solve_day(day, options)
    feasible = is_feasible(result)
    return PlanOutcome(
        plan=plan_of(day, inputs, result, created_by) if feasible else None,
        conflicts=() if feasible else tuple(backlog_of(day, result)),
        stopped_by=result.stopped_by.value,
        seconds=result.seconds,
        notes=(*result.notes, *result.relaxed, *result.errors),
    )
