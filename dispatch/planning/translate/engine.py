"""Hand a translated day to the solver, and its progress back in the planner's words."""

from collections.abc import Callable

from dispatch.planning.progress import PlanProgress, SearchOptions
from dispatch.planning.translate.problem import TranslatedDay
from solver.progress import Snapshot
from solver.result import Result
from solver.solve import solve
from solver.stop import MaxRuntime


def solve_day(day: TranslatedDay, options: SearchOptions) -> Result:
    """Search for the best plan of a day within the options; the result has passed the checker."""
    return solve(
        day.problem,
        MaxRuntime(options.seconds),
        seed=options.seed,
        engine=options.engine,
        threads=options.threads,
        on_progress=_translated(options.on_progress, day.problem.prices.scale),
        cancel=options.cancel,
    )


def _translated(
    report: Callable[[PlanProgress], None] | None, scale: int
) -> Callable[[Snapshot], None] | None:
    if report is None:
        return None

    def on_progress(snapshot: Snapshot) -> None:
        cost = None if snapshot.cost is None else snapshot.cost / scale
        report(PlanProgress(snapshot.elapsed, cost, snapshot.served, snapshot.late))

    return on_progress
