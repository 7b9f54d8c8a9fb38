"""Compile the kernels, or load them: once per installation, before the first search."""

import importlib
from types import ModuleType

from solver.engines.search import cache
from solver.engines.search.state import new_plan, new_record, new_work
from solver.engines.search.terms import compile_problem
from solver.model import Model


def kernels() -> ModuleType:
    """The module of the entry kernels, imported only after the cache folder is chosen."""
    cache.prepare()
    return importlib.import_module("solver.engines.search.kernels.anneal")


def warm_up() -> None:
    """Compile or load every kernel by running it on a problem of one task; then say so on disk.

    Takes up to half a minute the first time, and about a second later. Safe to call in any thread.
    """
    entry = kernels()
    model = Model("one task")
    place = model.add_place()
    model.add_vehicle("vehicle", shift=(0, 10), start_place=place)
    model.add_task(place, skip_price=1)
    model.set_travel([[0]], [[0]])
    terms, guide = compile_problem(model.problem())
    plan, work = new_plan(terms, guide, 0), new_work(terms, guide, 1.0)
    record = new_record(plan, 1.0)
    entry.load_plan(terms, plan, record.tasks, record.length)
    entry.construct(terms, guide, plan, work, record)
    entry.anneal(terms, guide, plan, work, record, 1, 1.0, 1.0)
    cache.mark_warm()
