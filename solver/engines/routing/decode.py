"""Sequences out of the model and into it; the times of a plan come from `solver.schedule`."""

from solver.engines.routing.build import Build


def sequences(build: Build) -> dict[int, list[int]]:
    """Task indices by vehicle index of the plan that the search stands on now."""
    model, manager, layout = build.model, build.manager, build.layout
    found: dict[int, list[int]] = {}
    for number, vehicle in enumerate(layout.vehicles):
        tasks = []
        index = model.NextVar(model.Start(number)).Value()
        while not model.IsEnd(index):
            tasks.append(layout.order[manager.IndexToNode(index)])
            index = model.NextVar(index).Value()
        if tasks:
            found[vehicle] = tasks
    return found


def routes_for(build: Build, plan: dict[int, list[int]]) -> list[list[int]]:
    """The reverse: a plan as lists of model indices per vehicle of the model."""
    index_of = dict(build.indices)
    return [[index_of[task] for task in plan.get(vehicle, ())] for vehicle in build.layout.vehicles]
