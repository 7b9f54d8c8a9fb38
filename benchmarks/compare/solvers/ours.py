"""Our own engine, through the one call that everybody uses."""

from importlib.metadata import version

from benchmarks.compare.cases import Answer
from benchmarks.compare.solvers.told import Told
from solver.engines.search import Part, begin
from solver.solve import EngineName, solve
from solver.stop import MaxRuntime


class Ours:
    """`solver.solve` with an engine by name."""

    def __init__(self, engine: EngineName) -> None:
        self._engine = engine

    @property
    def version(self) -> str:
        if self._engine == "ortools":
            return version("ortools")
        return version("dispatch-optimizer")

    def warm_up(self) -> None:
        """Have the kernels loaded, so that the first run is as any other."""
        for part in Part:
            warming = begin(part)
            warming.wait()
            if warming.failure is not None:
                raise warming.failure

    def solve(self, told: Told) -> Answer:
        plan = getattr(told.case.source, "warm_start", None)
        start = plan() if plan else None
        began = told.clock()
        result = solve(
            told.problem,
            MaxRuntime(told.seconds),
            seed=told.seed,
            engine=self._engine,
            threads=told.threads,
            warm_start=start,
        )
        seconds = told.clock() - began
        trace = [(shot.elapsed, float(shot.cost)) for shot in result.trace if shot.cost is not None]
        index = told.problem.task_index
        routes = {
            told.problem.vehicle_index[route.vehicle]: [index[task] for task in route.tasks]
            for route in result.solution.routes
        }
        return Answer(
            plan=routes if trace else None,
            seconds=seconds,
            iterations=max((shot.iterations for shot in result.trace), default=None),
            moments=trace,
            first_plan=next((shot.elapsed for shot in result.trace if shot.served), None),
            note="; ".join([f"engine {result.engine}", *result.notes, *result.errors]),
        )
