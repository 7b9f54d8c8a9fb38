"""Plans made by walking through the day at random: valid by construction, seldom good."""

from dataclasses import dataclass, replace
from random import Random

from solver.problem import Problem, Task, Vehicle
from solver.solution import Route, Solution, Step, StepKind, Unassigned
from tests.oracle import replay, rules

_TRIES = 12


def random_plan(problem: Problem, random: Random) -> Solution | None:
    """A valid plan with its true cost, or None if the walk left out a task that must be served."""
    routes: list[Route] = []
    open_tasks = list(problem.tasks)
    for vehicle in problem.vehicles:
        for _ in range(_TRIES):
            route = _random_route(problem, vehicle, open_tasks, random)
            if route is not None:
                routes.append(route)
                open_tasks = [task for task in open_tasks if task.id not in route.tasks]
                break
    plan = Solution(tuple(routes), tuple(Unassigned(task.id) for task in open_tasks))
    cost = replay.price(problem, plan)
    return None if cost is None else replace(plan, cost=cost)


def _random_route(
    problem: Problem, vehicle: Vehicle, tasks: list[Task], random: Random
) -> Route | None:
    suitable = [task for task in tasks if rules.suits(vehicle, task)]
    wanted = random.sample(suitable, random.randint(0, len(suitable)))
    wanted = [task for task in suitable if task.pin is not None and task not in wanted] + wanted
    while wanted and not rules.fits(vehicle, wanted):
        wanted.pop()
    if not wanted:
        return None
    leave = vehicle.shift.start + random.choice((0, 0, 1, 2, 5))
    route = _Walk(problem, vehicle, random, leave).route(wanted)
    alone = Solution((route,), tuple(_others(problem, route)))
    optional = replace(problem, tasks=tuple(_optional(task, route) for task in problem.tasks))
    return None if replay.price(optional, alone) is None else route


def _others(problem: Problem, route: Route) -> list[Unassigned]:
    return [Unassigned(task.id) for task in problem.tasks if task.id not in route.tasks]


def _optional(task: Task, route: Route) -> Task:
    """Tasks outside the route are somebody else's business."""
    return task if task.id in route.tasks else replace(task, skip_price=0, pin=None)


@dataclass
class _Walk:
    problem: Problem
    vehicle: Vehicle
    random: Random
    clock: int

    def route(self, tasks: list[Task]) -> Route:
        """Serve the tasks in this order; whether that keeps the rules is for the replay to say."""
        self.start, self.place = self.clock, self.vehicle.start_place
        self.steps = [Step(StepKind.START, self.clock, self.clock, self.clock, place=self.place)]
        self.open_breaks = [
            rest
            for rest in self.vehicle.breaks
            if not (rules.excused_by_start(rest, self.clock) and self.random.random() < 0.8)
        ]
        for task in tasks:
            self._serve(task)
        seconds, metres = self._leg(self.vehicle.end_place)
        self._drive(seconds)
        kind, end = StepKind.END, self.clock
        self.steps.append(Step(kind, end, end, end, "", self.vehicle.end_place, seconds, metres))
        return Route(self.vehicle.id, tuple(self.steps))

    def _leg(self, to: int | None) -> tuple[int, int]:
        return rules.leg(self.problem, self.vehicle, self.place, to)

    def _serve(self, task: Task) -> None:
        seconds, metres = self._leg(task.place)
        arrival = self._drive(seconds)
        self._wait_for(task)
        end = self.clock + rules.rounded(task.duration, self.vehicle.duration_factor)
        self.steps.append(
            Step(StepKind.TASK, arrival, self.clock, end, task.id, task.place, seconds, metres)
        )
        self.clock, self.place = end, task.place

    def _drive(self, seconds: int) -> int:
        while seconds:
            self._perhaps_rest()
            self.clock += 1
            seconds -= 1
        return self.clock

    def _wait_for(self, task: Task) -> None:
        last = self.vehicle.shift.end
        self._perhaps_rest()
        while self.clock < last and not (
            rules.may_start(task, self.clock) and self.random.random() < 0.9
        ):
            self.clock += 1
            self._perhaps_rest()

    def _perhaps_rest(self) -> None:
        for rest in list(self.open_breaks):
            if rules.may_rest(rest, self.clock) and self.random.random() < 0.5:
                self.open_breaks.remove(rest)
                start, self.clock = self.clock, self.clock + rest.duration
                self.steps.append(Step(StepKind.BREAK, start, start, self.clock, rest.id))
