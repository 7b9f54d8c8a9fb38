"""From a sequence of tasks to a route with steps, or only to its cost."""

from collections.abc import Sequence

from solver.problem import Problem
from solver.schedule.departure import best_run, first_departures
from solver.schedule.timetable import Rests, Timetable, Trail, timetables
from solver.solution import Route, Step, StepKind


def schedule(problem: Problem, vehicle: int, tasks: Sequence[int]) -> Route | None:
    """The cheapest schedule of the tasks (indices) in this order, ties to the earliest.

    Honours windows, release, durations, breaks, shift and overtime; returns None when the order has
    no feasible times. Who may serve whom, and capacity, depend on no order and are not asked.
    """
    priced = priced_schedule(problem, vehicle, tasks)
    return None if priced is None else priced[0]


def priced_schedule(
    problem: Problem, vehicle: int, tasks: Sequence[int]
) -> tuple[Route, int] | None:
    """The route of `schedule` and its cost in cost units."""
    if not tasks:
        return None
    table = timetables(problem)[vehicle]
    best = best_run(table, tasks)
    if best is None:
        return None
    departure, (_, cost, _, trail) = best
    route = _Scribe(problem, table, tasks).write(departure, trail)
    return route, cost + table.driving_cost(tasks)


def route_cost(problem: Problem, vehicle: int, tasks: Sequence[int]) -> int | None:
    """Cost of the cheapest schedule in cost units; None when there is none, 0 without tasks."""
    if not tasks:
        return 0
    table = timetables(problem)[vehicle]
    best = best_run(table, tasks)
    return None if best is None else best[1][1] + table.driving_cost(tasks)


def trial_cost(problem: Problem, vehicle: int, tasks: Sequence[int]) -> int | None:
    """Like `route_cost` for leaving as early as possible: an upper bound, many times faster."""
    if not tasks:
        return 0
    table = timetables(problem)[vehicle]
    for departure in first_departures(table):
        label = table.run(tasks, departure)
        if label is not None:
            return label[1] + table.driving_cost(tasks)
    return None


class _Scribe:
    """Writes the steps of one route."""

    def __init__(self, problem: Problem, table: Timetable, tasks: Sequence[int]) -> None:
        self.problem, self.table, self.tasks = problem, table, tasks
        self.places = table.places(tasks)

    def write(self, departure: int, trail: Trail | None) -> Route:
        visits = _unwind(trail)
        steps = [Step(StepKind.START, departure, departure, departure, place=self.places[0])]
        time = departure
        for position, (start, rests) in enumerate(visits):
            steps.extend(self._rest(rest, begin) for rest, begin in rests)
            if position < len(self.tasks):
                steps.append(self._visit(position, time, start, rests))
            else:
                steps.append(self._end(position, start))
            time = steps[-1].end
        return Route(self.table.vehicle.id, tuple(steps))

    def _rest(self, rest: int, begin: int) -> Step:
        end = begin + self.table.rest_times[rest]
        return Step(StepKind.BREAK, begin, begin, end, id=self.table.vehicle.breaks[rest].id)

    def _visit(self, position: int, leaves: int, start: int, rests: Rests) -> Step:
        task, leg = self.tasks[position], self._leg(position)
        return Step(
            StepKind.TASK,
            arrival=self._arrival(leaves, leg[0], rests),
            start=start,
            end=start + self.table.durations[task],
            id=self.problem.tasks[task].id,
            place=self.places[position + 1],
            travel=leg[0],
            metres=leg[1],
        )

    def _end(self, position: int, end: int) -> Step:
        travel, metres = self._leg(position)
        place = self.places[position + 1]
        return Step(StepKind.END, end, end, end, place=place, travel=travel, metres=metres)

    def _leg(self, position: int) -> tuple[int, int]:
        origin, destination = self.places[position], self.places[position + 1]
        if origin is None or destination is None:
            return 0, 0
        table = self.table
        return table.leg(origin, destination), table.metres.at(origin, destination)

    def _arrival(self, leaves: int, leg: int, rests: Rests) -> int:
        """When the place is reached: breaks that begin before that stop the clock of the leg."""
        time, remaining = leaves, leg
        for rest, begin in rests:
            if begin < time + remaining:
                remaining -= begin - time
                time = begin + self.table.rest_times[rest]
        return time + remaining


def _unwind(trail: Trail | None) -> list[tuple[int, Rests]]:
    visits = []
    while trail is not None:
        trail, start, rests = trail
        visits.append((start, rests))
    return visits[::-1]
