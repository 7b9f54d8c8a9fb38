"""The model as a judge: one route at a time, its order and its times fixed to those of the plan.

The rules and prices are those that the search obeys, one function each in `constraints`. What the
model has against a time is named; what it has against all of them together is said of the route.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ortools.constraint_solver import pywrapcp

from solver.engines.routing.build import Build
from solver.engines.routing.constraints import RULES
from solver.engines.routing.layout import lay_out
from solver.engines.routing.wire import Fault, LeftOut, Trial, Verdict
from solver.problem import Break


def judge(case: Trial | LeftOut) -> Verdict:
    """What the model says of one case. Whatever breaks the model itself is raised."""
    if isinstance(case, LeftOut):
        return _left_out(case)
    layout = lay_out(case.problem, 0)
    if not layout.vehicles:
        return Verdict(None, (Fault("no day leaves room for the breaks", case.departure),))
    trial = _Route(case, Build(layout))
    faults = tuple(trial.faults())
    if faults:
        return Verdict(None, faults)
    cost = trial.cost()
    if cost is None:
        return Verdict(None, (Fault("the times do not fit together", case.departure),))
    return Verdict(cost)


class _Route:
    """A trial in a model that has all rules."""

    def __init__(self, trial: Trial, build: Build) -> None:
        for rule in RULES:
            rule(build)
        self._trial, self._build, self._model = trial, build, build.model
        index_of = dict(build.indices)
        self._stops = [index_of[task] for task in range(len(trial.starts))]
        self._chain = [self._model.Start(0), *self._stops, self._model.End(0)]
        self._times = [trial.departure, *trial.starts, trial.end]

    def faults(self) -> Iterator[Fault]:
        """Figures of the plan, one by one, that the model does not allow."""
        tasks = self._trial.problem.tasks
        names = [None, *(task.id for task in tasks), None]
        for index, name in zip(self._stops, names[1:], strict=False):
            if not self._model.VehicleVar(index).Contains(0):
                yield Fault("this vehicle may not serve it", 0, task=name)
        for index, time, name in zip(self._chain, self._times, names, strict=True):
            if not self._cumul(index).Contains(self._build.clock(time)):
                yield Fault("it may not begin then", time, self._nearest(index, time), name)
        yield from self._stays()
        yield from self._legs(names)
        yield from self._rests()

    def cost(self) -> int | None:
        """What the model says that the route costs; None if it allows no such route."""
        try:
            self._fix()
            self._model.CloseModelWithParameters(pywrapcp.DefaultRoutingSearchParameters())
            plan = self._model.ReadAssignmentFromRoutes([self._stops], True)
        except Exception as error:
            if "fail" in str(error).lower():  # what the solver says when nothing is left to try
                return None
            raise
        return None if plan is None else int(plan.ObjectiveValue())

    def _cumul(self, index: int) -> pywrapcp.IntVar:
        return self._build.time.CumulVar(index)

    def _nearest(self, index: int, time: int) -> int | None:
        """The moment nearest to a time that the model allows, or None."""
        cumul, moment = self._cumul(index), self._build.clock(time)
        ends = [end for end in (cumul.Min(), cumul.Max()) if cumul.Contains(end)]
        nearest = min(ends, key=lambda end: abs(end - moment), default=None)
        return None if nearest is None else nearest - self._build.clock(0)

    def _stays(self) -> Iterator[Fault]:
        """Where a stop lasts other than its task; the model would take the rest for waiting."""
        trial = self._trial
        for task, start, end in zip(trial.problem.tasks, trial.starts, trial.ends, strict=True):
            if end - start != task.duration:
                yield Fault("it takes another time on site", end, start + task.duration, task.id)

    def _legs(self, names: Sequence[str | None]) -> Iterator[Fault]:
        """Where a stop begins before the vehicle can be there, breaks apart."""
        legs = zip(pairwise(self._chain), pairwise(self._times), names[1:], strict=True)
        for (origin, target), (before, time), name in legs:
            earliest = before + self._build.time.GetTransitValue(origin, target, 0)
            if time < earliest:
                yield Fault("it cannot be reached so early", time, earliest, name)

    def _rests(self) -> Iterator[Fault]:
        for number, rest in enumerate(self._trial.problem.vehicles[0].breaks):
            start = self._start_of(rest)
            if start is None:
                yield Fault(f"break {rest.id!r} is owed", self._trial.end)
            elif not self._may_start(number, start):
                yield Fault(f"break {rest.id!r} may not begin then", start)

    def _may_start(self, number: int, start: int) -> bool:
        starts = self._build.rests[0, number].StartExpr().Var()
        return bool(starts.Contains(self._build.clock(start)))

    def _start_of(self, rest: Break) -> int | None:
        """When the break is taken; one that the plan does not list, outside the route or never."""
        if rest.id in self._trial.rests:
            return self._trial.rests[rest.id]
        for window in rest.windows:
            if window.end >= self._trial.end:
                return max(window.start, self._trial.end)
            if window.start + rest.duration <= self._trial.departure:
                return window.start
        return None

    def _fix(self) -> None:
        """Leave the model nothing to choose."""
        for index, following in pairwise(self._chain):
            self._model.NextVar(index).SetValue(following)
        for index, time in zip(self._chain, self._times, strict=True):
            self._cumul(index).SetValue(self._build.clock(time))
        for number, rest in enumerate(self._trial.problem.vehicles[0].breaks):
            start = self._start_of(rest)
            if start is not None:
                moment = self._build.clock(start)
                self._build.rests[0, number].SetStartRange(moment, moment)


def _left_out(case: LeftOut) -> Verdict:
    """Leaving tasks out, as the model does it: one disjunction each."""
    faults = tuple(
        Fault("it must be served", 0, task=name)
        for name, price in case.prices.items()
        if price is None
    )
    if faults or not case.prices:
        return Verdict(None if faults else 0, faults)
    manager = pywrapcp.RoutingIndexManager(len(case.prices) + 1, 1, 0)
    model = pywrapcp.RoutingModel(manager)
    for node, price in enumerate(case.prices.values(), start=1):
        model.AddDisjunction([manager.NodeToIndex(node)], price)
    model.CloseModelWithParameters(pywrapcp.DefaultRoutingSearchParameters())
    plan = model.ReadAssignmentFromRoutes([[]], True)
    return Verdict(int(plan.ObjectiveValue()))
