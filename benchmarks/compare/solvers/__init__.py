"""One adapter per solver: what it is told, what it cannot be told, and how its plan is read.

The clock of a run starts when a solver has the problem in its own form: for ours that is
`solver.Problem`, and everything `solve` does counts; for peers, writing their model does not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.compare.cases import Place
from benchmarks.compare.solvers.told import Adapter


@dataclass(frozen=True)
class Entry:
    """A solver by name: how people call it, how it is set up, and how to make its adapter.

    `seeded`: another seed gives another run. `processor`: it can be timed by processor seconds.
    `variant`: another way to call ours, which takes part where it is asked for by name. `ours`:
    what it finds depends on the state of our sources, and is measured again with another one.
    """

    title: str
    about: str
    adapter: Callable[[Place], Adapter]
    seeded: bool = True
    processor: bool = True
    variant: bool = False
    ours: bool = False


def _ours(place: Place) -> Adapter:
    from benchmarks.compare.solvers.ours import Ours

    return Ours("auto")


def _search(place: Place) -> Adapter:
    from benchmarks.compare.solvers.ours import Ours

    return Ours("search")


def _tuned(place: Place) -> Adapter:
    from benchmarks.compare.solvers.ours import Ours

    return Ours("ortools")


def _tutorial(place: Place) -> Adapter:
    from benchmarks.compare.solvers.ortools_tutorial import Tutorial

    return Tutorial()


def _prototype(place: Place) -> Adapter:
    from benchmarks.compare.solvers.prototype import Prototype

    return Prototype(place)


def _pyvrp(place: Place) -> Adapter:
    from benchmarks.compare.solvers.pyvrp import PyVRP

    return PyVRP()


def _vroom(place: Place) -> Adapter:
    from benchmarks.compare.solvers.vroom import Vroom

    return Vroom()


SOLVERS: Mapping[str, Entry] = {
    "ours": Entry("ours", "`solver.solve` as everybody calls it", _ours, ours=True),
    "prototype": Entry(
        "prototype",
        "a throw-away program for technician days and TRSP only, from which our search grew",
        _prototype,
    ),
    "pyvrp": Entry("PyVRP", "its default parameters", _pyvrp),
    "vroom": Entry(
        "VROOM",
        "exploration level 5, the highest; it may end before the limit",
        _vroom,
        seeded=False,
        processor=False,
    ),
    "ortools-tuned": Entry(
        "OR-Tools, tuned",
        "our `--engine ortools`: iterated local search that ruins and recreates, with the "
        "operators that help, from our greedy plan",
        _tuned,
        processor=False,
    ),
    "ortools-tutorial": Entry(
        "OR-Tools, as in tutorials",
        "PATH_CHEAPEST_ARC, then GUIDED_LOCAL_SEARCH",
        _tutorial,
        seeded=False,
        processor=False,
    ),
    "search": Entry(
        "ours, search engine alone", "`--engine search`", _search, variant=True, ours=True
    ),
}
