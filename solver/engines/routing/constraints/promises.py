"""What a person has decided, and what has begun: orders, frozen beginnings."""

from itertools import pairwise

from solver.engines.routing.build import Build


def frozen_beginnings(build: Build) -> None:
    """The route begins with what is frozen; its starts are in the windows already."""
    index_of = dict(build.indices)
    for number, table in enumerate(build.layout.tables):
        at = build.model.Start(number)
        for stop in table.vehicle.frozen:
            following = index_of[build.problem.task_index[stop.task]]
            build.model.NextVar(at).SetValue(following)
            at = following


def pinned_orders(build: Build) -> None:
    """Each task of a pinned order begins when the one before it is over; only they may serve it."""
    index_of = dict(build.indices)
    for table in build.layout.tables:
        tasks = [build.problem.task_index[name] for name in table.vehicle.pinned_order]
        for before, after in pairwise(tasks):
            least = table.bare[before]
            build.time.AddNodePrecedence(index_of[before], index_of[after], least)
