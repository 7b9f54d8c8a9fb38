"""Breaks before the start and after the end: VROOM lists each one, we list those of the route."""

from dataclasses import replace

from solver.formats.timing import arrival_around
from solver.problem import Break, Vehicle
from solver.solution import Route, Step, StepKind


def with_all_breaks(vehicle: Vehicle, route: Route) -> Route:
    """The route with every break that can be taken outside of it, as near to it as can be.

    The vehicle then starts (ends) with such a break; all services stay as they are.
    """
    taken = {step.id for step in route.steps if step.kind is StepKind.BREAK}
    left = [rest for rest in vehicle.breaks if rest.id not in taken]
    before = [rest for rest in left if _latest_before(rest, route.start) is not None]
    after = [rest for rest in left if rest not in before]
    return _with_late(_with_early(route, before), after)


def _with_early(route: Route, breaks: list[Break]) -> Route:
    rests: list[Step] = []
    begin = route.start
    for rest in reversed(breaks):
        start = _latest_before(rest, begin)
        if start is not None:
            rests.insert(0, _step(rest, start))
            begin = start
    if not rests:
        return route
    depart, *others = route.steps
    depart = replace(depart, arrival=begin, start=begin, end=begin)
    position = next(i for i, step in enumerate(others) if step.kind is not StepKind.BREAK)
    first = others[position]
    on_the_way = (*rests, *others[:position])
    waits = first.kind is not StepKind.END
    arrival = arrival_around(begin, first.travel, on_the_way, waits=waits)
    return Route(
        route.vehicle,
        (depart, *on_the_way, replace(first, arrival=arrival), *others[position + 1 :]),
    )


def _with_late(route: Route, breaks: list[Break]) -> Route:
    rests: list[Step] = []
    time = route.end
    for rest in breaks:
        start = _first_after(rest, time)
        if start is not None:
            rests.append(_step(rest, start))
            time = rests[-1].end
    home = replace(route.steps[-1], arrival=time, start=time, end=time)
    return Route(route.vehicle, (*route.steps[:-1], *rests, home)) if rests else route


def _step(rest: Break, start: int) -> Step:
    return Step(StepKind.BREAK, start, start, start + rest.duration, rest.id)


def _latest_before(rest: Break, time: int) -> int | None:
    """The latest start of the break that is over by then."""
    starts = [min(w.end, time - rest.duration) for w in rest.windows]
    return max((s for s, w in zip(starts, rest.windows, strict=True) if s >= w.start), default=None)


def _first_after(rest: Break, time: int) -> int | None:
    """The earliest start of the break from then on."""
    return min((max(w.start, time) for w in rest.windows if w.end >= time), default=None)
