"""The two solvers: how much a route costs beyond the linear relaxation, and the best whole choice.

A route whose reduced cost exceeds the distance between the relaxation and a known plan is in no
better plan made of these routes (Nemhauser and Wolsey, Integer and Combinatorial Optimization,
1988, section II.5.2).
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from solver.engines.recombine.programme import NOTHING, PROVEN, RELAXED, WHOLE, Choice, Programme

CHOSEN = 0.5
SEED_RANGE = 2**31


@dataclass(frozen=True, slots=True)
class Effort:
    """Bounds on one call of a solver: `work` in its own deterministic seconds, and `seconds`."""

    work: float = 0.5
    seconds: float | None = None

    def bound(self, programme: Programme, parameters: str) -> None:
        """Tell the solver, along with other parameters of its own."""
        text = f"{parameters} max_deterministic_time: {self.work}"
        programme.solver.SetSolverSpecificParametersAsString(text)
        if self.seconds is not None:
            programme.solver.SetTimeLimit(max(1, int(1000 * self.seconds)))


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The lowest cost of a fractional plan, and the reduced cost of each column."""

    bound: float
    reduced: Sequence[float]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Positions of the columns chosen, and whether nothing better can be made of these columns."""

    columns: tuple[int, ...]
    proven: bool


Watch = Callable[[Programme], None]
"""Is shown each programme before it is solved, to be able to interrupt it."""


def relax(choice: Choice, effort: Effort, watch: Watch) -> Relaxation | None:
    """Solve the relaxation; None if it took too much effort. Raises RecombineError."""
    programme = Programme(RELAXED, choice)
    effort.bound(programme, "")
    watch(programme)
    if programme.solve() != PROVEN:
        return None
    reduced = [column.reduced_cost() for column in programme.columns]
    return Relaxation(programme.solver.Objective().Value(), reduced)


def partition(
    choice: Choice, start: Set[int], seed: int, effort: Effort, watch: Watch
) -> Chosen | None:
    """The best choice that CP-SAT finds from `start` on, whose positions are a choice themselves.

    None if it finds none in time. Raises RecombineError. Repeats unless `seconds` end it.
    """
    programme = Programme(WHOLE, choice)
    _hint(programme, choice, start)
    programme.solver.SetNumThreads(1)
    settings = f"num_workers: 1 linearization_level: 2 random_seed: {seed % SEED_RANGE}"
    effort.bound(programme, settings)
    watch(programme)
    status = programme.solve()
    if status == NOTHING:
        return None
    values = [column.solution_value() for column in programme.columns]
    chosen = tuple(position for position, value in enumerate(values) if value > CHOSEN)
    return Chosen(chosen, status == PROVEN)


def _hint(programme: Programme, choice: Choice, start: Set[int]) -> None:
    served = {task for position in start for task in choice.columns[position].tasks}
    variables = [*programme.columns, *programme.skips.values()]
    values = [float(position in start) for position in range(len(programme.columns))]
    values += [float(task not in served) for task in programme.skips]
    programme.solver.SetHint(variables, values)
