"""Plans made by walking through the day at random: valid by construction, seldom good."""

from dataclasses import dataclass, field, replace
from itertools import islice
from random import Random

from solver.problem import Break, Problem, Restock, Task, Vehicle
from solver.solution import Route, Solution, Step, StepKind, Unassigned
from tests.oracle import replay, rules

_TRIES = 12
_GOOD_TRIES = 2
_WHOLE_TRIES = 2
_IDLE = 0.05


def random_plan(problem: Problem, random: Random) -> Solution | None:
    """A valid plan with its true cost, or None if no walk kept every promise."""
    for _ in range(_WHOLE_TRIES):
        plan = _one_plan(problem, random)
        cost = replay.price(problem, plan)
        if cost is not None:
            return replace(plan, cost=cost)
    return None


def _one_plan(problem: Problem, random: Random) -> Solution:
    routes: list[Route] = []
    open_tasks = list(problem.tasks)
    for vehicle in problem.vehicles:
        if random.random() < _IDLE:
            continue
        walks = (_random_route(problem, vehicle, open_tasks, random) for _ in range(_TRIES))
        good = list(islice((route for route in walks if route is not None), _GOOD_TRIES))
        if good:
            route = max(good, key=lambda route: len(route.tasks))
            routes.append(route)
            open_tasks = [task for task in open_tasks if task.id not in route.tasks]
    return Solution(tuple(routes), tuple(Unassigned(task.id) for task in open_tasks))


def _random_route(
    problem: Problem, vehicle: Vehicle, tasks: list[Task], random: Random
) -> Route | None:
    wanted = _wanted(problem, vehicle, tasks, random)
    if not wanted:
        return None
    whenever = random.randint(0, vehicle.shift.end - vehicle.shift.start)
    leave = vehicle.shift.start + random.choice((0, 0, 1, 2, whenever))
    route = _Walk(problem, vehicle, random, leave).route(wanted)
    alone = Solution((route,), tuple(_others(problem, route)))
    return None if replay.price(_only(problem, vehicle, route), alone) is None else route


def _wanted(problem: Problem, vehicle: Vehicle, tasks: list[Task], random: Random) -> list[Task]:
    """Some tasks in some order that keeps the vehicle's promises and fits on board."""
    suitable = [task for task in tasks if rules.suits(problem, vehicle, task)]
    wanted = random.sample(suitable, random.randint(0, len(suitable)))
    if random.random() < 0.5:
        wanted.sort(key=_hour)
    must = [task for task in suitable if task.pin is not None or task.skip_price is None]
    wanted = [task for task in must if task not in wanted] + wanted
    wanted = _promised(problem, vehicle, wanted, random)
    while wanted and not rules.fits(vehicle, wanted):
        wanted.pop()
    return wanted


def _hour(task: Task) -> int:
    """When the task would like to be served, as far as it says."""
    if task.pin is not None and task.pin.start is not None:
        return task.pin.start
    if task.reference is not None:
        return task.reference.start
    return task.windows[0].start if task.windows else 0


def _promised(problem: Problem, vehicle: Vehicle, wanted: list[Task], random: Random) -> list[Task]:
    """The frozen tasks first, and the ordered ones in order among the others."""
    tasks = {task.id: task for task in problem.tasks}
    names = rules.promised(vehicle)
    others = [task for task in wanted if task.id not in names]
    places = sorted(random.randint(0, len(others)) for _ in vehicle.pinned_order)
    for number, (place, name) in enumerate(zip(places, vehicle.pinned_order, strict=True)):
        others.insert(place + number, tasks[name])
    return [tasks[name] for name in rules.frozen(vehicle)] + others


def _others(problem: Problem, route: Route) -> list[Unassigned]:
    return [Unassigned(task.id) for task in problem.tasks if task.id not in route.tasks]


def _only(problem: Problem, vehicle: Vehicle, route: Route) -> Problem:
    """The problem of this route alone: tasks outside of it are somebody else's business."""
    tasks = tuple(
        task if task.id in route.tasks else replace(task, skip_price=0, pin=None)
        for task in problem.tasks
    )
    return replace(problem, tasks=tasks, vehicles=(vehicle,), max_changed=None)


@dataclass
class _Walk:
    problem: Problem
    vehicle: Vehicle
    random: Random
    clock: int
    steps: list[Step] = field(default_factory=list)
    open_breaks: list[Break] = field(default_factory=list)

    def route(self, tasks: list[Task]) -> Route:
        """Serve the tasks in this order; whether that keeps the rules is for the replay to say."""
        self.place = self.vehicle.start_place
        self.steps = [Step(StepKind.START, self.clock, self.clock, self.clock, place=self.place)]
        rests = [
            rest
            for rest in self.vehicle.breaks
            if not (rules.excused_by_start(rest, self.clock) and self.random.random() < 0.8)
        ]
        self.open_breaks = [rest for rest in rests if rest.place is None]
        for stop in self._stops(tasks, [rest for rest in rests if rest.place is not None]):
            if isinstance(stop, Task):
                self._serve(stop)
            elif isinstance(stop, Break):
                self._rest_there(stop)
            else:
                self._restock(stop)
        seconds, metres = self._leg(self.vehicle.end_place)
        self._drive(seconds)
        kind, end = StepKind.END, self.clock
        self.steps.append(Step(kind, end, end, end, "", self.vehicle.end_place, seconds, metres))
        return Route(self.vehicle.id, tuple(self.steps))

    def _stops(self, tasks: list[Task], rests: list[Break]) -> list[Task | Break | Restock]:
        """The tasks, and among them breaks at places, unless they are hoped to fit outside.

        The depot, where something is lacking, comes somewhere before that.
        """
        stops: list[Task | Break | Restock] = list(tasks)
        own = next(
            (n for n in range(len(tasks)) if not self._own_supplies_do(tasks[: n + 1])), None
        )
        if self.vehicle.restock is not None and own is not None:
            stops.insert(self.random.randint(0, own), self.vehicle.restock)
        for rest in rests:
            if self.random.random() < 0.8:
                stops.insert(self.random.randint(0, len(stops)), rest)
        return stops

    def _own_supplies_do(self, tasks: list[Task]) -> bool:
        return rules.own_supplies_do(self.vehicle, tasks)

    def _restock(self, depot: Restock) -> None:
        seconds, metres = self._leg(depot.place)
        arrival = self._drive(seconds)
        while self.clock < self.vehicle.shift.end and not rules.may_restock(
            self.vehicle, self.clock
        ):
            self.clock += 1
        end, kind = self.clock + depot.duration, StepKind.RESTOCK
        self.steps.append(Step(kind, arrival, self.clock, end, "", depot.place, seconds, metres))
        self.clock, self.place = end, depot.place

    def _leg(self, to: int | None) -> tuple[int, int]:
        return rules.leg(self.problem, self.vehicle, self.place, to)

    def _serve(self, task: Task) -> None:
        seconds, metres = self._leg(task.place)
        arrival = self._drive(seconds)
        self._wait_for(task)
        end = self.clock + rules.on_site(self.vehicle, task, self.place)
        self.steps.append(
            Step(StepKind.TASK, arrival, self.clock, end, task.id, task.place, seconds, metres)
        )
        self.clock, self.place = end, task.place

    def _rest_there(self, rest: Break) -> None:
        seconds, metres = self._leg(rest.place)
        arrival = self._drive(seconds)
        while self.clock < self.vehicle.shift.end and not rules.may_rest(rest, self.clock):
            self.clock += 1
        end = self.clock + rest.duration
        self.steps.append(
            Step(StepKind.BREAK, arrival, self.clock, end, rest.id, rest.place, seconds, metres)
        )
        self.clock, self.place = end, rest.place

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
            rules.may_start(self.vehicle, task, self.clock) and self._is_ready(task)
        ):
            self.clock += 1
            self._perhaps_rest()

    def _is_ready(self, task: Task) -> bool:
        """Seldom idle without a reason; often true to a published start."""
        reference = task.reference
        early = reference is not None and self.clock < reference.start
        return self.random.random() < (0.3 if early else 0.9)

    def _perhaps_rest(self) -> None:
        for rest in list(self.open_breaks):
            if rules.may_rest(rest, self.clock) and self.random.random() < 0.5:
                self.open_breaks.remove(rest)
                start, self.clock = self.clock, self.clock + rest.duration
                self.steps.append(Step(StepKind.BREAK, start, start, self.clock, rest.id))
