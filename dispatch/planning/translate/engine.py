"""Hand a translated horizon to the solver, and its progress back in the planner's words."""

from collections.abc import Callable

from dispatch.planning.progress import PlanProgress, SearchOptions
from dispatch.planning.translate.problem import Translated
from solver.apart import get_ready as get_solver_ready
from solver.apart import solve_apart
from solver.progress import Snapshot
from solver.result import Result
from solver.stop import MaxRuntime


def search(translated: Translated, options: SearchOptions) -> Result:
    """Search for the best plan within the options; the result has passed the checker.

    Where something is published, the search begins with that. It runs in a process of its own: if
    that breaks down, the best plan so far is the result, with the error.
    """
    return solve_apart(
        translated.problem,
        MaxRuntime(options.seconds),
        seed=options.seed,
        engine=options.engine,
        threads=options.threads,
        on_progress=_in_money(options.on_progress, translated.problem.prices.scale),
        cancel=options.cancel,
        warm_start=translated.start,
    )


def get_ready() -> None:
    """Have the search made ready in the background, so that the first plan need not wait for it.

    Returns at once. Once per installation that takes half a minute, else a second or two.
    """
    get_solver_ready(kernels=True, long_routes=True)


def _in_money(
    report: Callable[[PlanProgress], None] | None, scale: int
) -> Callable[[Snapshot], None] | None:
    if report is None:
        return None

    def on_progress(snapshot: Snapshot) -> None:
        cost = None if snapshot.cost is None else snapshot.cost / scale
        reached = snapshot.served, snapshot.late
        report(PlanProgress(snapshot.elapsed, cost, *reached, message=snapshot.message))

    return on_progress
