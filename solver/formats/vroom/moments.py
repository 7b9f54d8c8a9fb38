"""A route as VROOM tells it: where it waits, and how far the vehicle has come at each step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from solver.solution import Route, Step, StepKind


@dataclass(frozen=True, slots=True)
class Moment:
    """One step: arrival and waiting before it, seconds and metres driven since the start."""

    step: Step
    arrival: int
    waiting: int
    driven: int
    metres: int


def moments(route: Route) -> Iterator[Moment]:
    """Every step of a route, in order.

    A break interrupts the leg to the next place: the vehicle drives until the break begins, and
    waits before it if it is there already.
    """
    driven = metres = 0
    clock = route.start
    for target, breaks in _legs(route.steps):
        left = target.travel
        for rest in breaks:
            moved = min(left, rest.start - clock)
            left -= moved
            waited = rest.start - clock - moved
            so_far = driven + target.travel - left
            on_the_way = target.metres * (target.travel - left) // max(1, target.travel)
            yield Moment(rest, rest.start - waited, waited, so_far, metres + on_the_way)
            clock = rest.end
        driven, metres = driven + target.travel, metres + target.metres
        arrival = clock + left
        yield Moment(target, arrival, target.start - arrival, driven, metres)
        clock = target.end


def leaving_without_wait(route: Route) -> Route:
    """The same services, but the vehicle leaves so late that it does not wait at its first stop.

    Routes that begin with a break stay as they are.
    """
    start, first, *others = route.steps
    wait = first.start - first.arrival
    if first.kind is not StepKind.TASK or wait <= 0:
        return route
    later = start.start + wait
    start = replace(start, arrival=later, start=later, end=later)
    return Route(route.vehicle, (start, replace(first, arrival=first.start), *others))


def _legs(steps: Sequence[Step]) -> Iterator[tuple[Step, list[Step]]]:
    """Each step that has a place, with the breaks listed just before it."""
    breaks: list[Step] = []
    for step in steps:
        if step.kind is StepKind.BREAK:
            breaks.append(step)
        else:
            yield step, breaks
            breaks = []
