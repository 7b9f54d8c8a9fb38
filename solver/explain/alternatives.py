"""Who else could take a task, at what price, and what would have to change for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from solver.explain.actions import action_of
from solver.explain.asking import groups
from solver.explain.remedy import Kind, Remedy
from solver.explain.seat import Seat
from solver.explain.taken import taken
from solver.explain.ways import Ask, Ways
from solver.problem import Problem, Task
from solver.solution import Action, CostTerms, Route, Solution, StepKind


@dataclass(frozen=True, slots=True)
class Alternative:
    """The task with another vehicle, the rest of the plan standing still.

    `needs` is what would have to change first, None when nothing. As the `position`-th stop (from
    0) the service begins at `start`, and the cost changes by `terms`, in cost units against the
    plan as it is, negative: cheaper. All three are None when that vehicle cannot have it at all, or
    not without more changes than `needs` says. `late` are other tasks that would start later after
    their deadlines than planned, by the seconds after the deadline.
    """

    vehicle: str
    position: int | None = None
    start: int | None = None
    terms: CostTerms | None = None
    needs: Action | None = None
    late: Mapping[str, int] = field(default_factory=dict)

    @property
    def extra(self) -> int | None:
        """Change of the whole cost in cost units."""
        return None if self.terms is None else self.terms.total

    @property
    def fits(self) -> bool:
        """Whether nothing has to change first."""
        return self.needs is None and self.position is not None


def alternatives(problem: Problem, solution: Solution, task: str) -> tuple[Alternative, ...]:
    """Every other vehicle: those that could take the task as things are first, cheapest first.

    For an unassigned task every vehicle is asked, and its skip price is saved. Raises KeyError for
    a task that the problem does not have.
    """
    spec = problem.tasks[problem.task_index[task]]
    holder = next((r.vehicle for r in solution.routes if task in r.tasks), None)
    ways = Ways(problem, solution, priced=False)
    saved = _saved(problem, solution, ways, spec, holder)
    asks = [ask for group in groups(problem, spec) for ask in group]
    found = [
        _alternative(problem, ways, [ask for ask in asks if ask.index == index], spec, saved)
        or Alternative(vehicle.id)
        for index, vehicle in enumerate(problem.vehicles)
        if vehicle.id != holder
    ]
    return tuple(sorted(found, key=_rank))


def _rank(option: Alternative) -> tuple[bool, bool, int, str]:
    extra = option.extra
    return not option.fits, extra is None, extra or 0, option.vehicle


def _saved(
    problem: Problem, solution: Solution, ways: Ways, task: Task, holder: str | None
) -> CostTerms:
    """What the plan no longer pays when the task leaves its place."""
    if holder is None:
        return CostTerms(skipped=task.skip_price or 0)
    index = problem.vehicle_index[holder]
    others = tuple(other for other in ways.plan.others(index) if other.id != task.id)
    seat = Seat(problem, problem.vehicles[index], others, task)
    position = [other.id for other in ways.plan.others(index)].index(task.id)
    priced = seat.priced(position)
    return CostTerms() if priced is None else _difference(priced[1], seat.empty_terms)


def _alternative(
    problem: Problem, ways: Ways, asks: list[Ask], task: Task, saved: CostTerms
) -> Alternative | None:
    """The lightest way of one vehicle; whoever must be trained or allowed is asked no more."""
    if not asks:
        return None
    unwelcome = asks[0].so_far.kinds & {Kind.ALLOW, Kind.TRAIN}
    if unwelcome:
        remedy = next(ways.as_it_is(asks), None)
        if remedy is None:
            return Alternative(asks[0].vehicle.id, needs=action_of(asks[0].so_far))
    else:
        remedy = ways.best(asks)
    return None if remedy is None else _priced(problem, ways, asks[0].index, task, remedy, saved)


def _priced(
    problem: Problem, ways: Ways, index: int, task: Task, remedy: Remedy, saved: CostTerms
) -> Alternative | None:
    """The remedy as it would be after its changes, at the cheapest place."""
    needs = action_of(remedy) if remedy.kinds else None
    changed = problem if needs is None else taken(problem, task.id, needs)
    vehicle = changed.vehicles[index]
    planned = ways.plan.others(index)
    names = [other.id for other in planned if other.id in changed.task_index]
    others = tuple(changed.tasks[changed.task_index[name]] for name in names)
    seat = Seat(changed, vehicle, others, changed.tasks[changed.task_index[task.id]])
    cheapest = _cheapest(seat)
    if cheapest is None:
        return None
    position, route, after = cheapest
    before = Seat(problem, problem.vehicles[index], ways.plan.others(index), task).empty_terms
    dropped = sum(
        other.skip_price or 0 for other in ways.plan.others(index) if other.id not in names
    )
    terms = _difference(_difference(after, before), saved) + CostTerms(skipped=dropped)
    starts = {step.id: step.start for step in route.steps if step.kind is StepKind.TASK}
    late = _late(others, starts, ways.plan.starts.get(vehicle.id, {}))
    return Alternative(vehicle.id, position, starts[task.id], terms, needs, late)


def _cheapest(seat: Seat) -> tuple[int, Route, CostTerms] | None:
    """The cheapest place by exact price among those that break nothing."""
    sound = [
        (position, *priced)
        for position in seat.by_cost(seat.all_positions())
        if (priced := seat.priced(position)) is not None and not seat.faults(priced[0])
    ]
    return min(sound, key=lambda entry: entry[2].total, default=None)


def _late(
    others: Sequence[Task], starts: Mapping[str, int], planned: Mapping[str, int]
) -> dict[str, int]:
    """Seconds after the deadline of the tasks that come later than planned, and late."""
    late = {}
    for other in others:
        if other.lateness is not None:
            deadline, start = other.lateness.deadline, starts[other.id]
            if start > max(deadline, planned.get(other.id, start)):
                late[other.id] = start - deadline
    return late


def _difference(one: CostTerms, other: CostTerms) -> CostTerms:
    names = CostTerms.__dataclass_fields__
    return CostTerms(*(getattr(one, name) - getattr(other, name) for name in names))
