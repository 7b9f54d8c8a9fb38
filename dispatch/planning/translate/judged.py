"""A stored plan before its judges: the independent checker, and OR-Tools as the second one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dispatch.domain.orders import Visit
from dispatch.domain.plans import Itinerary, Plan, Stop, StopKind
from dispatch.planning.horizon import HorizonInputs
from dispatch.planning.judgement import Judgement
from dispatch.planning.translate.others import vehicle_at
from dispatch.planning.translate.problem import Translated, translate
from dispatch.travel.times import TravelTimes
from solver.certify import Certificate, Ruling, certify
from solver.certify.certificate import JUDGE
from solver.check import check, price
from solver.problem import Break, Problem, Vehicle
from solver.solution import Route, Solution, Step, StepKind

CHECKER = "checker"
Certifier = Callable[[Problem, Solution], Certificate]


@dataclass(frozen=True)
class Case:
    """A plan as the solver sees it, with the data of today. Free of the database."""

    problem: Problem
    solution: Solution


def case_of(plan: Plan, inputs: HorizonInputs, travel_times: TravelTimes) -> Case:
    """What the plan serves, at the times it is stored with.

    `inputs` are those of its day at the moment it was made, with all else as it is now: who has
    fallen ill since, or been pinned elsewhere, is seen. What the plan leaves out is not judged.
    """
    served = [s.visit for i in plan.itineraries for s in i.stops if s.visit is not None]
    translated = translate(replace(inputs, visits=served), travel_times)
    keys = {visit: key for key, visit in translated.visits.items()}
    routes = tuple(_route(translated, keys, day) for day in plan.itineraries if day.stops)
    solution = Solution(routes)
    total = price(translated.problem, solution).total
    return Case(translated.problem, replace(solution, cost=total))


def judge(case: Case, certifier: Certifier = certify) -> Judgement:
    """Ask the checker, and then OR-Tools in a process of its own, for a minute at most."""
    violations = check(case.problem, case.solution).violations
    faults = [f"{CHECKER}: {violation.message}" for violation in violations]
    if faults:
        return Judgement((CHECKER,), tuple(faults))
    certificate = certifier(case.problem, case.solution)
    if certificate.ruling is Ruling.NOT_HEARD:
        return Judgement((CHECKER,), remarks=(f"{JUDGE} has not heard it: {certificate.error}",))
    return Judgement(
        (CHECKER, JUDGE),
        tuple(f"{JUDGE}: {each}" for each in certificate.disagreements),
        tuple(f"{JUDGE} does not judge {words}" for words in certificate.not_certified),
    )


# --- an itinerary as a route -------------------------------------------------------------------


def _route(translated: Translated, keys: Mapping[Visit, str], day: Itinerary) -> Route:
    """The itinerary as it is stored; what the data of today does not have keeps a name anyway."""
    code = day.technician.code
    key = vehicle_at(translated, day.technician, day.leaves_at) or code
    index = translated.problem.vehicle_index.get(key)
    vehicle = None if index is None else translated.problem.vehicles[index]
    rests = [] if vehicle is None else list(vehicle.breaks)
    start, end = _seconds(translated, day.leaves_at), _seconds(translated, day.returns_at)
    last = Step(
        StepKind.END,
        end,
        end,
        end,
        place=None if vehicle is None else vehicle.end_place,
        travel=_length(day.travel_home),
        metres=day.metres_home,
    )
    steps = [
        _visit(translated, keys, stop)
        if stop.kind is StopKind.VISIT
        else _rest(translated, rests, stop)
        for stop in day.stops
    ]
    return Route(key, (_start(vehicle, start), *steps, last))


def _start(vehicle: Vehicle | None, moment: int) -> Step:
    place = None if vehicle is None else vehicle.start_place
    return Step(StepKind.START, moment, moment, moment, place=place)


def _visit(translated: Translated, keys: Mapping[Visit, str], stop: Stop) -> Step:
    assert stop.visit is not None
    key = keys.get(stop.visit, stop.visit.order.number)
    index = translated.problem.task_index.get(key)
    place = None if index is None else translated.problem.tasks[index].place
    return _step(translated, StepKind.TASK, stop, key, place)


def _rest(translated: Translated, open_: list[Break], stop: Stop) -> Step:
    """A stored rest has no name: it is the first break that asks for one like it."""
    start = _seconds(translated, stop.start)
    placed = stop.place is not None
    like = (rest for rest in open_ if (rest.place is not None) is placed)
    found = next((r for r in like if any(start in window for window in r.windows)), None)
    if found is None:
        return _step(translated, StepKind.BREAK, stop, "", None)
    open_.remove(found)
    return _step(translated, StepKind.BREAK, stop, found.id, found.place)


def _step(translated: Translated, kind: StepKind, stop: Stop, id_: str, place: int | None) -> Step:
    return Step(
        kind,
        arrival=_seconds(translated, stop.arrival),
        start=_seconds(translated, stop.start),
        end=_seconds(translated, stop.end),
        id=id_,
        place=place,
        travel=_length(stop.travel),
        metres=stop.metres,
    )


def _seconds(translated: Translated, instant: datetime) -> int:
    return translated.axis.floor(instant)


def _length(duration: timedelta) -> int:
    return round(duration.total_seconds())
