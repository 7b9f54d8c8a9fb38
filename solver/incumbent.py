"""The best plan so far: everything an engine finds passes the checker here, or is not a plan."""

from collections.abc import Callable

from solver.check import CheckReport, Rule, check
from solver.engines.protocol import Finding
from solver.problem import Problem
from solver.progress import Snapshot
from solver.solution import Route, Solution, StepKind, Unassigned

_DUTIES = (Rule.MANDATORY, Rule.CHANGED)
"""What no plan may be able to keep: tasks that must be served, and the cap on changes."""


class Incumbent:
    """Keeps the cheapest plan without violation, the trace of improvements, and what fell short."""

    def __init__(self, problem: Problem, clock: Callable[[], float]) -> None:
        self._problem, self._clock = problem, clock
        self.solution: Solution | None = None
        self.report: CheckReport | None = None
        self.attempt: tuple[Route, ...] = ()
        self.trace: list[Snapshot] = []
        self.complaints: list[str] = []
        self.check_seconds = 0.0
        self.iterations = 0
        self._improved_at = (0.0, 0)
        self._numbers = (0, 0)

    def offer(self, finding: Finding, phase: str) -> bool:
        """Take a plan if it is cheaper and the checker has nothing against it."""
        self.count(finding.iterations)
        if self.solution is not None and finding.cost >= self.solution.cost:
            return False
        began = self._clock()
        solution = as_solution(self._problem, finding.routes, finding.cost)
        report = check(self._problem, solution)
        self.check_seconds = self._clock() - began
        if not report.ok:
            self._reject(finding, report, phase)
            return False
        self.solution, self.report = solution, report
        self._improved_at = (self._clock(), self.iterations)
        self._numbers = (_served(solution), _late(self._problem, solution))
        self.trace.append(self.snapshot(phase))
        return True

    def count(self, iterations: int) -> None:
        """Note how many plans the engine has looked at."""
        self.iterations = max(self.iterations, iterations)

    def snapshot(self, phase: str, message: str = "") -> Snapshot:
        """The state of the search now."""
        now, (since, tried) = self._clock(), self._improved_at
        return Snapshot(
            elapsed=now,
            cost=None if self.solution is None else self.solution.cost,
            served=self._numbers[0],
            late=self._numbers[1],
            iterations=self.iterations,
            idle_seconds=now - since,
            idle_iterations=self.iterations - tried,
            phase=phase,
            message=message,
        )

    def _reject(self, finding: Finding, report: CheckReport, phase: str) -> None:
        """A plan short of its duties is an honest attempt; all else is the engine's fault."""
        excused = {*_DUTIES}
        if Rule.MANDATORY in report.rules:  # who has begun what cannot be done has it left out
            excused.add(Rule.FROZEN)
        faults = [str(found) for found in report.violations if found.rule not in excused]
        if not faults:
            self.attempt = finding.routes
        elif len(self.complaints) < 3:
            more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
            self.complaints.append(
                f"{phase}: a plan was rejected by the checker: {faults[0]}{more}"
            )


def as_solution(problem: Problem, routes: tuple[Route, ...], cost: int) -> Solution:
    """Routes as a solution, every task that is in none of them unassigned."""
    served = {task for route in routes for task in route.tasks}
    left = tuple(Unassigned(task.id) for task in problem.tasks if task.id not in served)
    return Solution(routes, left, cost)


def _served(solution: Solution) -> int:
    return sum(len(route.tasks) for route in solution.routes)


def _late(problem: Problem, solution: Solution) -> int:
    deadlines = {task.id: task.lateness.deadline for task in problem.tasks if task.lateness}
    return sum(
        step.start > deadlines[step.id]
        for route in solution.routes
        for step in route.steps
        if step.kind is StepKind.TASK and step.id in deadlines
    )
