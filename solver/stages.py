"""Which engines search a problem, and in which order.

Tiny problems are solved to a proof where that is cheap. Everything else is for the fast search; if
its kernels are not ready yet, others search until they are. Problems with a rule that it does not
know are left to those others, and so is the rest of a run in which it breaks down.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from solver.engines.exact import Exact, is_tiny
from solver.engines.greedy import Greedy
from solver.engines.protocol import Engine
from solver.engines.rebuild import Rebuild
from solver.engines.routing import Routing
from solver.engines.search import Search, begin, is_ready, supports
from solver.problem import Problem
from solver.stop import Limits

EngineName = Literal["auto", "search", "ortools", "greedy"]
ENGINES: tuple[EngineName, ...] = ("auto", "search", "ortools", "greedy")

ROUTING_LIMIT = 2_000
"""Most tasks for which "auto" starts OR-Tools: beyond, its first plan takes minutes."""
REBUILD_SHARE = 0.5
"""Part of the time for ruin and recreate where OR-Tools has the rest."""
QUICK = 100
"""Most tasks that insertion plans at once; the search is as quick with more."""
PROOF_SHARE = 0.5
"""Most of the time that may go into a proof before others search on."""


@dataclass(frozen=True)
class Stage:
    """An engine at work until it is done, or until `over` says that the next one can begin."""

    engine: Engine
    over: Callable[[], bool] = lambda: False
    share: float = 1.0
    message: str = ""


@dataclass(frozen=True)
class Stages:
    """Stages in their order; `spare` ones go on where one of them breaks down."""

    planned: tuple[Stage, ...]
    spare: tuple[Stage, ...] = ()
    notes: tuple[str, ...] = ()


def stages_for(problem: Problem, engine: EngineName, limits: Limits) -> Stages:
    """The stages for an engine by name; each begins with the best plan of those before."""
    if engine == "greedy" or not problem.tasks or not problem.vehicles:
        return Stages((Stage(Greedy()),))
    if engine == "ortools":
        return Stages((Stage(Greedy()), Stage(Routing())))
    if engine == "search":
        return Stages((Stage(Greedy()), Stage(Search())))
    return _auto(problem, limits)


def _auto(problem: Problem, limits: Limits) -> Stages:
    missing, others = supports(problem), _others(problem)
    greedy, proof = Stage(Greedy()), Stage(Exact(), share=PROOF_SHARE)
    if missing:
        note = f"the fast search does not model {', '.join(missing)}: others search instead"
        proofs = (proof,) if is_tiny(problem) else ()
        return Stages((greedy, *proofs, *others), notes=(note,))
    search = Stage(Search())
    if is_tiny(problem):
        return Stages((greedy, proof, search), others)
    if is_counted(limits):
        return Stages((greedy, search), others)
    if is_ready():
        quick = (greedy,) if len(problem.tasks) <= QUICK else ()
        return Stages((*quick, search), (greedy, *others))
    return _until_ready(search, greedy, others)


def is_counted(limits: Limits) -> bool:
    """Whether iterations bound the run: then it must repeat, and not hang on the clock."""
    return (limits.iterations, limits.idle_iterations) != (None, None)


def _until_ready(search: Stage, greedy: Stage, others: tuple[Stage, ...]) -> Stages:
    """While kernels are loaded, a second or two, insertion must do: more would only slow that down.

    While they are compiled, once per installation and by a process of its own, others search.
    """
    warming = begin()
    stages = (greedy, *others) if warming.message else (greedy,)
    meanwhile = tuple(
        replace(stage, over=lambda: warming.over, message=warming.message) for stage in stages
    )
    notes = (f"{warming.message}: others search until it is ready",) if warming.message else ()
    return Stages((*meanwhile, search), (greedy, *others), notes)


def _others(problem: Problem) -> tuple[Stage, ...]:
    """Who searches where the fast search does not."""
    if len(problem.tasks) > ROUTING_LIMIT:
        return (Stage(Rebuild()),)
    return (Stage(Rebuild(), share=REBUILD_SHARE), Stage(Routing()))
