"""The day as a solver problem, and the keys that lead back from its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dispatch.domain.geography import Coordinates
from dispatch.domain.orders import Visit
from dispatch.domain.team import Break as ShiftBreak
from dispatch.domain.team import Shift, Technician
from dispatch.errors import BadInput, Fault
from dispatch.planning.availability import Span, is_for_day, present_spans, start_spans
from dispatch.planning.day import DayInputs
from dispatch.planning.local_day import local_day
from dispatch.planning.translate.axis import TimeAxis
from dispatch.planning.translate.prices import SCALE, late_second, vehicle_prices
from dispatch.planning.translate.skips import with_skip_prices
from dispatch.travel.times import TravelTimes
from solver.model import InvalidProblem, validate
from solver.problem import (
    PER_MILLE,
    Break,
    Lateness,
    Pin,
    Place,
    Prices,
    Problem,
    SkillNeed,
    Task,
    TimeWindow,
    Travel,
    Unit,
    Vehicle,
)

UNPRICED = 0  # "may be skipped"; the price follows when the whole problem is known


@dataclass(frozen=True)
class TranslatedDay:
    """A problem, its time axis, and who and what its vehicles and tasks stand for."""

    problem: Problem
    axis: TimeAxis
    visits: Mapping[str, Visit]
    shifts: Mapping[str, Shift]
    points: Sequence[Coordinates]


def translate_day(inputs: DayInputs, travel_times: TravelTimes) -> TranslatedDay:
    """State a day as a problem: a vehicle for each stretch a technician works, a task a visit.

    Visits promised for later days only are left out; those whose windows have passed stay in, so
    that the backlog says so. Raises `BadInput` when the day cannot be stated within the solver's
    bounds, with every fault.
    """
    axis = TimeAxis.of_day(inputs.date, inputs.base.time_zone)
    atlas = _Atlas()
    shifts, vehicles = _vehicles(inputs, axis, atlas)
    visits = _visits_by_id(_visits_of_day(inputs))
    names = _vehicle_names(shifts)
    tasks = [_task(key, visit, inputs, axis, atlas, names) for key, visit in visits.items()]
    problem = Problem(
        places=tuple(atlas.places),
        tasks=tuple(tasks),
        vehicles=tuple(vehicles),
        travel={"default": _travel(atlas.points, travel_times, inputs.now)},
        prices=Prices(SCALE, Unit.MONEY),
        name=f"{inputs.base.code} {inputs.date.isoformat()}",
    )
    return TranslatedDay(_valid(problem), axis, visits, shifts, atlas.points)


def _valid(problem: Problem) -> Problem:
    """The problem with its skip prices, within every bound of the solver."""
    try:
        priced = with_skip_prices(problem)
        faults = validate(priced)
    except InvalidProblem as error:
        faults = list(error.faults)
    if faults:
        raise BadInput(
            Fault(f.rule, problem.name, field=f.field, value=str(f.value)) for f in faults
        )
    return priced


class _Atlas:
    """Numbers points as they are asked for; equal coordinates are one place."""

    def __init__(self) -> None:
        self.points: list[Coordinates] = []
        self.places: list[Place] = []
        self._index: dict[Coordinates, int] = {}

    def place(self, point: Coordinates, name: str) -> int:
        if point not in self._index:
            self._index[point] = len(self.points)
            self.points.append(point)
            self.places.append(Place(self._unique(name), point.longitude, point.latitude))
        return self._index[point]

    def _unique(self, name: str) -> str:
        taken = {place.id for place in self.places}
        return name if name not in taken else f"{name}#{len(self.places)}"


def _travel(
    points: Sequence[Coordinates], travel_times: TravelTimes, departure: datetime
) -> Travel:
    matrix = travel_times.matrix(points, departure)
    return Travel(matrix.seconds, matrix.metres)


# --- technicians -------------------------------------------------------------------------------


def _vehicles(
    inputs: DayInputs, axis: TimeAxis, atlas: _Atlas
) -> tuple[dict[str, Shift], list[Vehicle]]:
    shifts: dict[str, Shift] = {}
    vehicles: list[Vehicle] = []
    for shift in sorted(inputs.shifts, key=lambda s: (s.technician.code, s.starts_at)):
        for span in present_spans(shift, inputs.absences, inputs.now):
            key = _next_name(shift.technician.code, shifts)
            shifts[key] = shift
            vehicles.append(_vehicle(key, shift, span, inputs, axis, atlas))
    return shifts, vehicles


def _next_name(code: str, taken: Mapping[str, Shift]) -> str:
    stretches = sum(1 for shift in taken.values() if shift.technician.code == code)
    return code if not stretches else f"{code}#{stretches + 1}"


def _vehicle(
    key: str, shift: Shift, span: Span, inputs: DayInputs, axis: TimeAxis, atlas: _Atlas
) -> Vehicle:
    technician = shift.technician
    home = atlas.place(technician.home, f"home {technician.code}")
    end = home if technician.end is None else atlas.place(technician.end, f"end {technician.code}")
    leaves_early = span[1] < shift.ends_at
    return Vehicle(
        id=key,
        shift=TimeWindow(axis.ceil(span[0]), axis.floor(span[1])),
        start_place=home,
        end_place=end,
        skills={skill.skill: technician.level_of(skill.skill) for skill in technician.skills},
        breaks=tuple(
            _break(key, number, rest, axis)
            for number, rest in enumerate(shift.breaks, start=1)
            if rest.latest_start >= span[0]
        ),
        overtime=0 if leaves_early else int(shift.max_overtime.total_seconds()),
        duration_factor=round(technician.duration_factor * PER_MILLE),
        travel_factor=round(technician.travel_factor * PER_MILLE),
        prices=vehicle_prices(technician, inputs.policy),
    )


def _break(vehicle: str, number: int, rest: ShiftBreak, axis: TimeAxis) -> Break:
    window = TimeWindow(axis.ceil(rest.earliest_start), axis.floor(rest.latest_start))
    return Break(f"{vehicle} break {number}", int(rest.duration.total_seconds()), (window,))


def _vehicle_names(shifts: Mapping[str, Shift]) -> dict[str, frozenset[str]]:
    """Vehicles of each technician, by the technician's code."""
    names: dict[str, set[str]] = {}
    for key, shift in shifts.items():
        names.setdefault(shift.technician.code, set()).add(key)
    return {code: frozenset(keys) for code, keys in names.items()}


# --- visits ------------------------------------------------------------------------------------


def _visits_of_day(inputs: DayInputs) -> list[Visit]:
    _, end = local_day(inputs.date, inputs.base.time_zone)
    return [visit for visit in inputs.visits if is_for_day(visit, end)]


def _visits_by_id(visits: Sequence[Visit]) -> dict[str, Visit]:
    """Visits by a key people know: the order number, with a count when an order has several."""
    keyed: dict[str, Visit] = {}
    for visit in sorted(visits, key=lambda v: (v.order.number, v.id or 0)):
        key = number = visit.order.number
        count = 1
        while key in keyed:
            count += 1
            key = f"{number}/{count}"
        keyed[key] = visit
    return keyed


def _task(
    key: str,
    visit: Visit,
    inputs: DayInputs,
    axis: TimeAxis,
    atlas: _Atlas,
    names: Mapping[str, frozenset[str]],
) -> Task:
    level = visit.order.service_level
    priority = level.priority if level is not None else 0
    pin, required = _people(visit, names)
    spans = start_spans(visit, inputs.date)
    return Task(
        id=key,
        place=atlas.place(visit.order.site.location, visit.order.site.code),
        duration=int(visit.duration.total_seconds()),
        windows=() if spans is None else tuple(_window(span, axis) for span in spans),
        release=None if visit.not_before is None else axis.ceil(visit.not_before),
        lateness=_lateness(visit, inputs, axis, priority),
        skills=tuple(SkillNeed(need.skill, need.level) for need in visit.skills),
        required_vehicles=required,
        excluded_vehicles=_vehicles_of(visit.excluded_technicians, names),
        priority=priority,
        skip_price=None if pin else UNPRICED,
        pin=pin,
    )


def _window(span: Span, axis: TimeAxis) -> TimeWindow:
    start = axis.ceil(span[0])
    return TimeWindow(start, max(start, axis.floor(span[1])))


def _lateness(visit: Visit, inputs: DayInputs, axis: TimeAxis, priority: int) -> Lateness | None:
    """Lateness counts from arrive_by, or from now if that has passed: what no plan can avoid has
    no price, so that an old breach does not drown every other wish.
    """
    if visit.order.arrive_by is None:
        return None
    deadline = axis.floor(max(visit.order.arrive_by, inputs.now))
    return Lateness(deadline, late_second(inputs.policy, priority))


def _people(
    visit: Visit, names: Mapping[str, frozenset[str]]
) -> tuple[Pin | None, frozenset[str] | None]:
    """The pin, and who may come at all: nobody, when the technician is off."""
    required = (
        _vehicles_of(visit.required_technicians, names) if visit.required_technicians else None
    )
    if visit.pinned_to is None:
        return None, required
    pinned = names.get(visit.pinned_to.code, frozenset())
    if len(pinned) == 1:
        return Pin(min(pinned)), required
    return None, pinned if required is None else pinned & required


def _vehicles_of(
    technicians: Sequence[Technician], names: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    return frozenset().union(*(names.get(t.code, frozenset()) for t in technicians))
