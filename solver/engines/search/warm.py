"""Compile the kernels, or load them: once per installation, before a search first needs them."""

import importlib
from types import ModuleType
from typing import Any

from solver.engines.search import cache
from solver.engines.search.kernels.layout import Guide, Plan, Record, Terms, Work
from solver.engines.search.state import new_plan, new_record, new_work
from solver.engines.search.terms import compile_problem
from solver.model import Model


def kernels() -> ModuleType:
    """The module of the entry kernels, imported only after the cache folder is chosen."""
    cache.prepare()
    return importlib.import_module("solver.engines.search.kernels.anneal")


def exchanging() -> ModuleType:
    """The module of the kernel that exchanges stretches of long routes, likewise."""
    cache.prepare()
    return importlib.import_module("solver.engines.search.kernels.stretches")


def warm_up() -> None:
    """Compile or load every kernel that all searches need by running it on a problem of one task;
    then say so on disk.

    Takes up to half a minute the first time, and a moment later. Safe to call in any thread.
    """
    entry = kernels()
    terms, guide, plan, work, record = _one_task()
    entry.load_plan(terms, plan, record.tasks, record.length)
    entry.construct(terms, guide, plan, work, record)
    entry.anneal(terms, guide, plan, work, record, 1, 1.0, 1.0)
    cache.mark_warm()


def warm_exchanges() -> None:
    """Compile or load what exchanges stretches of long routes, in some seconds; then say so.

    What it shares with the other kernels it finds in the cache, if they were compiled before.
    """
    exchanging().exchange_stretches(*_one_task(), 1, 1.0)
    cache.mark_warm(cache.Part.EXCHANGES)


def warm_routes() -> None:
    """Compile, or load, the half of the kernels that keeps routes up to date and ruins them."""
    entry = kernels()
    terms, guide, plan, work, record = _one_task()
    entry.load_plan(terms, plan, record.tasks, record.length)
    from solver.engines.search.kernels.ruin import ruin

    _compile(ruin, terms, guide, plan, work)


def warm_insertion() -> None:
    """Compile, or load, the half of the kernels that prices insertions and makes them.

    The longer half: what it needs of the other one is in the cache by the time it needs it.
    """
    kernels()
    from solver.engines.search.kernels.insertion import price_insertion
    from solver.engines.search.kernels.recreate import recreate

    terms, guide, plan, work, _ = _one_task()
    _compile(price_insertion, terms, plan, 0, 0, 0)
    _compile(recreate, terms, guide, plan, work, False)


def _compile(kernel: Any, *arguments: object) -> None:
    """Compile a kernel for arguments like these without running it."""
    import numba

    kernel.compile(tuple(map(numba.typeof, arguments)))


def _one_task() -> tuple[Terms, Guide, Plan, Work, Record]:
    model = Model("one task")
    place = model.add_place()
    model.add_vehicle("vehicle", shift=(0, 10), start_place=place)
    model.add_task(place, skip_price=1)
    model.set_travel([[0]], [[0]])
    terms, guide = compile_problem(model.problem())
    plan = new_plan(terms, guide, 0)
    return terms, guide, plan, new_work(terms, guide, 1.0), new_record(plan, 1.0)
