"""Set partitioning stated to OR-Tools' linear interface, whole-numbered or relaxed.

Each task is in exactly one chosen route or skipped at its price; of each kind of vehicle at most as
many routes are chosen as there are vehicles.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.linear_solver import pywraplp

from solver.engines.recombine.pool import Column

RELAXED, WHOLE = "GLOP", "SAT"
"""The names of Google's simplex method and of CP-SAT in that interface."""


class RecombineError(Exception):
    """A solver broke down; the plan it was given still counts."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen: routes, and tasks to skip at a price; `fleet` counts vehicles by kind."""

    columns: Sequence[Column]
    skips: Mapping[int, int]
    fleet: Mapping[int, int]
    tasks: int


class Programme:
    """A choice as a programme: its solver, and its variables in the order of the choice."""

    def __init__(self, backend: str, choice: Choice) -> None:
        solver = pywraplp.Solver.CreateSolver(backend)
        if solver is None:
            raise RecombineError(f"this OR-Tools comes without {backend}")
        self.solver, self._whole = solver, backend == WHOLE
        self._goal = solver.Objective()
        self._goal.SetMinimization()
        self._served = [solver.Constraint(1.0, 1.0) for _ in range(choice.tasks)]
        fleet = {kind: solver.Constraint(0.0, float(n)) for kind, n in choice.fleet.items()}
        self.skips = {task: self._skip(task, price) for task, price in choice.skips.items()}
        self.columns = [self._column(column, fleet[column.kind]) for column in choice.columns]

    def solve(self) -> int:
        """Run the solver, without the interpreter's lock; its status, faults as RecombineError."""
        status: int = self.solver.Solve()
        if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE, NOTHING):
            raise RecombineError(f"the solver of set partitioning ended with status {status}")
        return status

    def _skip(self, task: int, price: int) -> pywraplp.Variable:
        return self._variable(price, [self._served[task]])

    def _column(self, column: Column, fleet: pywraplp.Constraint) -> pywraplp.Variable:
        return self._variable(column.cost, [fleet, *(self._served[t] for t in column.tasks)])

    def _variable(self, cost: int, rows: Sequence[pywraplp.Constraint]) -> pywraplp.Variable:
        upper = 1.0 if self._whole else self.solver.infinity()
        variable = self.solver.Var(0.0, upper, self._whole, "")
        self._goal.SetCoefficient(variable, float(cost))
        for row in rows:
            row.SetCoefficient(variable, 1.0)
        return variable


NOTHING: int = pywraplp.Solver.NOT_SOLVED
"""Stopped by a limit, or from outside, before anything was found."""
PROVEN: int = pywraplp.Solver.OPTIMAL
