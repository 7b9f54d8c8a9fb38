"""Reasons that lie in the plan: where the task could go, and what stands in its way there.

Insertions are tried with the engines' own arithmetic. "How many minutes are missing" is the same
question on a relaxed problem: days without end in which only seconds past the allowed end have a
price.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from solver.engines.greedy.partial import PartialRoute
from solver.explain.grounds import able_vehicles
from solver.explain.words import minutes
from solver.problem import Problem, TimeWindow, Vehicle, VehiclePrices
from solver.schedule import route_cost, timetables
from solver.solution import Reason, ReasonCode, Solution

MONTH = 31 * 24 * 3600


@dataclass(frozen=True, slots=True)
class _Place:
    vehicle: int
    extra: int


class Rooms:
    """The routes of a plan, ready to be asked for room."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self._problem = problem
        self._sequences = {
            problem.vehicle_index[route.vehicle]: [problem.task_index[t] for t in route.tasks]
            for route in solution.routes
        }
        self._routes = self._partial(problem)

    def reason(self, task: int, *, thorough: bool = True) -> Reason:
        """Why a task that some vehicle could serve on an empty day is not in this plan.

        Without `thorough` it is not worked out which served task stands in its way.
        """
        able = able_vehicles(self._problem, self._problem.tasks[task])
        return (
            self._too_dear(task, able)
            or self._loaded(task, able)
            or self._full(task, able)
            or (self._displaced(task, able) if thorough else None)
            or self._occupied(task, able)
        )

    def _partial(self, problem: Problem) -> list[PartialRoute]:
        return [
            PartialRoute(problem, table, self._sequences.get(table.index, ()))
            for table in timetables(problem)
        ]

    @cached_property
    def _endless(self) -> list[PartialRoute]:
        tasks = tuple(replace(task, lateness=None) for task in self._problem.tasks)
        vehicles = tuple(_endless(vehicle) for vehicle in self._problem.vehicles)
        return self._partial(replace(self._problem, tasks=tasks, vehicles=vehicles))

    def _too_dear(self, task: int, able: list[int]) -> Reason | None:
        """It fits, but leaving it out is cheaper; or it fits and nobody has tried."""
        best = _cheapest(self._routes, task, able)
        if best is None:
            return None
        extra = self._exact(task, best.vehicle) or best.extra
        name, spec = self._problem.vehicles[best.vehicle].id, self._problem.tasks[task]
        details = {"vehicle": name, "extra": extra, "skip_price": spec.skip_price}
        if spec.skip_price is not None and extra >= spec.skip_price:
            sentence = (
                f"It fits the day of {name}, but costs {extra} more there; "
                f"leaving it out costs {spec.skip_price}."
            )
            return Reason(ReasonCode.DISPLACED, sentence, details)
        sentence = (
            f"It fits the day of {name} at a cost of {extra}; the search ended before it was tried."
        )
        return Reason(ReasonCode.NOT_TRIED, sentence, details)

    def _exact(self, task: int, vehicle: int) -> int | None:
        """Extra cost of the best insertion with the departure chosen anew."""
        tasks = self._sequences.get(vehicle, [])
        place = self._routes[vehicle].best_insertion(task)
        before = route_cost(self._problem, vehicle, tasks)
        if place is None or before is None:
            return None
        after = route_cost(self._problem, vehicle, [*tasks[: place[1]], task, *tasks[place[1] :]])
        return None if after is None else after - before

    def _loaded(self, task: int, able: list[int]) -> Reason | None:
        """Nobody who may serve it has capacity left."""
        if any(self._routes[vehicle].has_room(task) for vehicle in able):
            return None
        names = [self._problem.vehicles[vehicle].id for vehicle in able]
        sentence = f"Nobody who may serve it has capacity left ({', '.join(names[:3])})."
        return Reason(ReasonCode.CAPACITY, sentence, {"vehicles": tuple(names)})

    def _full(self, task: int, able: list[int]) -> Reason | None:
        """It would fit if someone worked longer."""
        best = _cheapest(self._endless, task, able)
        if best is None or best.extra <= 0:
            return None
        name, pinned = self._problem.vehicles[best.vehicle].id, self._problem.tasks[task].pin
        details = {"vehicle": name, "seconds": best.extra}
        missing = minutes(best.extra)
        if pinned is not None:
            sentence = f"It is pinned to {name}, whose day is too short by {missing}."
            return Reason(ReasonCode.PIN, sentence, details)
        sentence = (
            f"The day is full: {name}, who has most room, would have to work {missing} longer."
        )
        return Reason(ReasonCode.DAY_FULL, sentence, details)

    def _displaced(self, task: int, able: list[int]) -> Reason | None:
        """One served task stands in its way: the one that is cheapest to do without."""
        found: list[tuple[int, int, int]] = []
        for vehicle in able:
            tasks = self._sequences.get(vehicle, [])
            for other in tasks:
                rest = [kept for kept in tasks if kept != other]
                route = PartialRoute(self._problem, self._routes[vehicle].table, rest)
                if route.best_insertion(task) is not None:
                    price = self._problem.tasks[other].skip_price
                    found.append((MONTH**3 if price is None else price, vehicle, other))
        if not found:
            return None
        _, vehicle, other = min(found)
        name, rival = self._problem.vehicles[vehicle].id, self._problem.tasks[other]
        burden = "must be served" if rival.mandatory else f"costs {rival.skip_price} to leave out"
        sentence = f"In its time {name} serves {rival.id}, which {burden}; both do not fit."
        details = {"vehicle": name, "task": rival.id, "skip_price": rival.skip_price}
        return Reason(ReasonCode.DISPLACED, sentence, details)

    def _occupied(self, task: int, able: Sequence[int]) -> Reason:
        names = [self._problem.vehicles[vehicle].id for vehicle in able]
        if self._problem.tasks[task].pin is not None:
            sentence = (
                f"It is pinned to {names[0]}, who has other work at each time it could begin."
            )
            return Reason(ReasonCode.PIN, sentence, {"vehicle": names[0]})
        who = f"{', '.join(names[:3])}{' ...' if len(names) > 3 else ''}"
        sentence = f"Everyone who may serve it ({who}) has other work at each time it could begin."
        return Reason(ReasonCode.DISPLACED, sentence, {"vehicles": tuple(names)})


def _cheapest(routes: list[PartialRoute], task: int, able: Sequence[int]) -> _Place | None:
    found = [
        _Place(vehicle, place[0])
        for vehicle in able
        if (place := routes[vehicle].best_insertion(task)) is not None
    ]
    return min(found, key=lambda place: (place.extra, place.vehicle), default=None)


def _endless(vehicle: Vehicle) -> Vehicle:
    """The same day with any overtime, at one unit per second past the end allowed now."""
    end = vehicle.shift.end + vehicle.overtime
    return replace(
        vehicle,
        shift=TimeWindow(vehicle.shift.start, end),
        overtime=MONTH,
        prices=VehiclePrices(travel_second=0, overtime_second=1),
    )
