"""From a sequence of tasks to a route with steps, or only to its cost."""

from collections.abc import Sequence

from solver.problem import Problem
from solver.schedule.cheapest import Timed, cheapest
from solver.schedule.compiled import first_in
from solver.schedule.departure import departures
from solver.schedule.fronts import Moment
from solver.schedule.timetable import Timetable, timetables
from solver.solution import Route, Step, StepKind


def schedule(problem: Problem, vehicle: int, tasks: Sequence[int]) -> Route | None:
    """The cheapest schedule of the tasks (indices) in this order, ties to the earliest.

    Honours windows, release, pinned and frozen starts, durations with setup, breaks, shift and
    overtime, and the longest duration, travel and distance; returns None when the order has no
    feasible times. Who may serve whom, what fits aboard, and in which order, is not asked here but
    by `solver.schedule.admits`.
    """
    priced = priced_schedule(problem, vehicle, tasks)
    return None if priced is None else priced[0]


def priced_schedule(
    problem: Problem, vehicle: int, tasks: Sequence[int]
) -> tuple[Route, int] | None:
    """The route of `schedule` and its cost in cost units."""
    found = cheapest(timetables(problem)[vehicle], tasks) if tasks else []
    if not found:
        return None
    return write(problem, vehicle, found[-1]), found[-1].cost


def route_cost(problem: Problem, vehicle: int, tasks: Sequence[int]) -> int | None:
    """Cost of the cheapest schedule in cost units; None when there is none, 0 without tasks."""
    if not tasks:
        return 0
    found = cheapest(timetables(problem)[vehicle], tasks)
    return found[-1].cost if found else None


def trial_cost(problem: Problem, vehicle: int, tasks: Sequence[int]) -> int | None:
    """Like `route_cost` for leaving as early as possible: an upper bound, many times faster.

    Vehicles with a longest duration, breaks at places or a depot to visit leave no such short cut.
    """
    table = timetables(problem)[vehicle]
    chooses = table.stationed or table.own_reach(tasks) is not None
    if not tasks or chooses or table.vehicle.max_duration is not None:
        return route_cost(problem, vehicle, tasks)
    if not table.within_limits(tasks):
        return None
    for departure in departures(table):
        cost = table.run(tasks, departure)
        if cost is not None:
            return cost + table.driving_cost(tasks)
    return None


def write(problem: Problem, vehicle: int, timed: Timed) -> Route:
    """The route with all its steps."""
    return _Scribe(problem, timetables(problem)[vehicle], timed).write()


class _Scribe:
    """Writes the steps of one route."""

    def __init__(self, problem: Problem, table: Timetable, timed: Timed) -> None:
        self.problem, self.table, self.timed = problem, table, timed
        self.places = table.places(timed.stops)
        self.services = table.services(timed.stops)

    def write(self) -> Route:
        departure = self.timed.moments[0].start
        steps = [Step(StepKind.START, departure, departure, departure, place=self.places[0])]
        for position, moment in enumerate(self.timed.moments[1:]):
            rests = self._rests(moment)
            steps.extend(rests)
            if position < len(self.timed.stops):
                steps.append(self._stay(position, moment, rests))
            else:
                steps.append(self._end(position, moment.start))
        return Route(self.table.vehicle.id, tuple(steps))

    def _rests(self, moment: Moment) -> list[Step]:
        """The breaks of a leg, each as early as it can be."""
        free, steps = moment.leaves, []
        for number in moment.order:
            begin = first_in(self.table.rest_spans[number], free)
            assert begin is not None
            free = begin + self.table.rest_times[number]
            name = self.table.vehicle.breaks[number].id
            steps.append(Step(StepKind.BREAK, begin, begin, free, id=name))
        return steps

    def _stay(self, position: int, moment: Moment, rests: Sequence[Step]) -> Step:
        stop, (travel, metres) = self.timed.stops[position], self._leg(position)
        kind, id_ = self._name(stop)
        return Step(
            kind,
            arrival=_arrival(moment.leaves, travel, rests),
            start=moment.start,
            end=moment.start + self.services[position],
            id=id_,
            place=self.places[position + 1],
            travel=travel,
            metres=metres,
        )

    def _name(self, stop: int) -> tuple[StepKind, str]:
        if stop >= 0:
            return StepKind.TASK, self.problem.tasks[stop].id
        if stop == self.table.depot:
            return StepKind.RESTOCK, ""
        return StepKind.BREAK, self.table.vehicle.breaks[~stop].id

    def _end(self, position: int, end: int) -> Step:
        travel, metres = self._leg(position)
        place = self.places[position + 1]
        return Step(StepKind.END, end, end, end, place=place, travel=travel, metres=metres)

    def _leg(self, position: int) -> tuple[int, int]:
        origin, destination = self.places[position], self.places[position + 1]
        return self.table.leg(origin, destination), self.table.leg_metres(origin, destination)


def _arrival(leaves: int, leg: int, rests: Sequence[Step]) -> int:
    """When the place is reached: breaks that begin before that stop the clock of the leg."""
    time, remaining = leaves, leg
    for rest in rests:
        if rest.start < time + remaining:
            remaining -= rest.start - time
            time = rest.end
    return time + remaining
