"""One day or several as a solver problem, and the keys that lead back from its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dispatch.domain.geography import Coordinates
from dispatch.domain.orders import Visit
from dispatch.domain.policy import PlanningPolicy
from dispatch.errors import BadInput, Fault
from dispatch.planning.horizon import HorizonInputs
from dispatch.planning.translate.atlas import Atlas, travel_between
from dispatch.planning.translate.axis import TimeAxis
from dispatch.planning.translate.prices import SCALE, moved_second, units
from dispatch.planning.translate.references import published_routes, with_references
from dispatch.planning.translate.skips import with_skip_prices
from dispatch.planning.translate.stretches import Stretch, Team, team_of
from dispatch.planning.translate.tasks import in_pinned_order, task_of, visits_of
from dispatch.planning.translate.vehicles import absentee_of, vehicle_of
from dispatch.travel.times import TravelTimes
from solver.model import InvalidProblem, validate
from solver.problem import Prices, Problem, Unit
from solver.solution import Solution


@dataclass(frozen=True)
class Translated:
    """A problem, its time axis, and who and what its vehicles and tasks stand for.

    `names` are those of people, by their vehicles and, for those who are off, by their codes.
    `start` is the published plan to begin the search with, if there is one.
    """

    problem: Problem
    axis: TimeAxis
    visits: Mapping[str, Visit]
    stretches: Mapping[str, Stretch]
    points: Sequence[Coordinates]
    names: Mapping[str, str]
    start: Solution | None = None


def translate(inputs: HorizonInputs, travel_times: TravelTimes) -> Translated:
    """State a horizon as a problem: a vehicle for each stretch somebody works, a task a visit.

    All days share one axis of seconds, so that a visit may move between the days its windows allow.
    Visits promised for later days only are left out; those whose windows have passed stay in, so
    that the backlog says so. Raises `BadInput` when the horizon cannot be stated within the
    solver's bounds, with every fault.
    """
    axis = TimeAxis.of_day(inputs.first, inputs.base.time_zone)
    atlas, team, visits = Atlas(), team_of(inputs), visits_of(inputs)
    vehicles = [vehicle_of(stretch, inputs.policy, axis, atlas) for stretch in team.stretches]
    tasks = [task_of(key, visit, inputs, axis, atlas, team) for key, visit in visits.items()]
    tasks = with_references(tasks, visits, inputs, axis, team)
    start = published_routes(tasks)
    problem = Problem(
        places=tuple(atlas.places),
        tasks=tuple(tasks),
        vehicles=tuple(in_pinned_order(vehicles, tasks, visits)),
        travel={"default": travel_between(atlas.points, travel_times, inputs.now)},
        prices=_prices(inputs.policy),
        name=_name(inputs),
        max_changed=None if start is None else inputs.policy.max_changed,
        change_tolerance=int(inputs.policy.change_tolerance.total_seconds()),
        absentees=tuple(absentee_of(technician) for technician in team.off),
    )
    stretches = {stretch.key: stretch for stretch in team.stretches}
    return Translated(_valid(problem), axis, visits, stretches, atlas.points, _names(team), start)


def _names(team: Team) -> dict[str, str]:
    working = {stretch.key: stretch.technician.name for stretch in team.stretches}
    return working | {technician.code: technician.name for technician in team.off}


def _name(inputs: HorizonInputs) -> str:
    days = sorted({inputs.dates[0], inputs.dates[-1]})
    return f"{inputs.base.code} {' to '.join(day.isoformat() for day in days)}"


def _prices(policy: PlanningPolicy) -> Prices:
    return Prices(
        SCALE,
        Unit.MONEY,
        change_vehicle=units(policy.change_technician),
        change_second=moved_second(policy.change_quarter_hour),
    )


def _valid(problem: Problem) -> Problem:
    """The problem with its skip prices, within every bound of the solver."""
    try:
        priced = with_skip_prices(problem)
        faults = validate(priced)
    except InvalidProblem as error:
        priced, faults = problem, list(error.faults)
    if faults:
        raise BadInput(
            Fault(f.rule, problem.name, field=f.field, value=str(f.value)) for f in faults
        )
    return priced
