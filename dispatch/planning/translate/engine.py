"""Hand a translated horizon to the solver, and its progress back in the planner's words."""

from collections.abc import Callable

from dispatch.planning.progress import PlanProgress, SearchOptions
from dispatch.planning.translate.problem import Translated
from solver.progress import Snapshot
from solver.result import Result
from solver.solve import solve
from solver.stop import MaxRuntime


def search(translated: Translated, options: SearchOptions) -> Result:
    """Search for the best plan within the options; the result has passed the checker.

    Where something is published, the search begins with that.
    """
    return solve(
        translated.problem,
        MaxRuntime(options.seconds),
        seed=options.seed,
        engine=options.engine,
        threads=options.threads,
        on_progress=_in_money(options.on_progress, translated.problem.prices.scale),
        cancel=options.cancel,
        warm_start=translated.start,
    )


def _in_money(
    report: Callable[[PlanProgress], None] | None, scale: int
) -> Callable[[Snapshot], None] | None:
    if report is None:
        return None

    def on_progress(snapshot: Snapshot) -> None:
        cost = None if snapshot.cost is None else snapshot.cost / scale
        report(PlanProgress(snapshot.elapsed, cost, snapshot.served, snapshot.late))

    return on_progress
