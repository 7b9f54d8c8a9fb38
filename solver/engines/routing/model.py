"""The search as the child process runs it."""

from collections.abc import Callable

from solver.engines.routing.build import Build
from solver.engines.routing.constraints import RULES
from solver.engines.routing.decode import routes_for, sequences
from solver.engines.routing.layout import lay_out
from solver.engines.routing.search import from_a_plan, from_scratch
from solver.engines.routing.wire import Request


class Search:
    """One model, built by the rules and searched once."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._build = Build(lay_out(request.problem, request.seed))
        for rule in RULES:
            rule(self._build)

    def watch(self, look: Callable[[], None]) -> None:
        """Call `look` at every plan the search accepts; their costs do not only fall."""
        self._build.model.AddAtSolutionCallback(look)

    def run(self, seconds: float | None) -> None:
        """Search until the time is over, or for ever.

        From a given plan if there is one and the model can restore it, else from a first plan of
        its own: iterated local search cannot be given one.
        """
        model = self._build.model
        anew = from_scratch(self._build, seconds)
        model.CloseModelWithParameters(anew)
        if self._request.start:
            plan = model.ReadAssignmentFromRoutes(self._start_routes(), True)
            onward = from_a_plan(self._build, seconds)
            if plan and model.SolveFromAssignmentWithParameters(plan, onward):
                return
        model.SolveWithIteratedLocalSearch(anew)

    def cost(self) -> int:
        """Cost of the plan the search stands on, as the model prices it."""
        return int(self._build.model.CostVar().Max())

    def plan(self) -> dict[int, list[int]]:
        """That plan: task indices by vehicle index."""
        return sequences(self._build)

    def _start_routes(self) -> list[list[int]]:
        """The plan to start from, as the model numbers it."""
        return routes_for(self._build, self._request.start)
