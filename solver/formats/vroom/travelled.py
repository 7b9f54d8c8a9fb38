"""Driving as a solution of VROOM's claims it, where the problem file cannot say better.

Without a matrix the roads are those of the routing engine that VROOM asked, and our great circle is
no judge of them: the driving times and distances of the solution are believed, everything else in
it is checked. With a matrix it counts, but for vehicles with a speed factor: VROOM adds up
hundredths of seconds and tells whole ones, so a claim within a second of the matrix is believed.
"""

from collections.abc import Iterator
from dataclasses import replace

from solver.formats.vroom.schema import VroomProblem
from solver.formats.vroom.speeds import HUNDREDTHS, hundredths
from solver.model.bounds import LONGEST
from solver.problem import Problem, Travel
from solver.solution import Route, Solution, Step, StepKind

BELIEVED_NOTE = (
    "no matrix given: driving times and distances are taken as the solution states them; "
    "all else is checked"
)

Claims = dict[tuple[int, int], tuple[int, int]]


def has_matrix(given: VroomProblem) -> bool:
    """Whether the file itself says how long journeys take."""
    return given.matrix is not None or bool(given.matrices)


def as_travelled(problem: Problem, given: VroomProblem, solution: Solution) -> Problem:
    """The problem with the travel that its solution may rightly claim.

    A route whose claims differ from those of others gets a profile of its own.
    """
    matrix_counts = has_matrix(given)
    slow = {str(v.id): hundredths(v) for v in given.vehicles}
    travel, profiles = dict(problem.travel), {v.id: v.profile for v in problem.vehicles}
    believed: dict[str, Claims] = {}
    for route in solution.routes:
        if matrix_counts and slow[route.vehicle] == HUNDREDTHS:
            continue
        base = profiles[route.vehicle]
        claims = dict(_claims(route, travel[base], near=matrix_counts))
        earlier = believed.setdefault(base, {})
        if any(earlier.get(leg, claim) != claim for leg, claim in claims.items()):
            profile = f"{base}, vehicle {route.vehicle}"
            profiles[route.vehicle] = profile
            travel[profile] = _changed(travel[base], claims)
        else:
            earlier.update(claims)
    travel |= {profile: _changed(travel[profile], claims) for profile, claims in believed.items()}
    vehicles = tuple(replace(v, profile=profiles[v.id]) for v in problem.vehicles)
    return replace(problem, vehicles=vehicles, travel=travel)


def _claims(
    route: Route, travel: Travel, *, near: bool
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Legs with the seconds and metres claimed for them; `near` the matrix only, if asked."""
    for origin, step in _legs(route):
        place = step.place
        if origin is None or place is None or max(origin, place) >= len(travel.seconds):
            continue
        seconds, metres = int(travel.seconds[origin, place]), int(travel.metres[origin, place])
        if near and abs(step.travel - seconds) <= 1:
            yield (origin, place), (step.travel, metres)
        elif not near and 0 <= step.travel <= LONGEST and 0 <= step.metres <= LONGEST:
            yield (origin, place), (step.travel, step.metres)


def _legs(route: Route) -> Iterator[tuple[int | None, Step]]:
    place = route.steps[0].place
    for step in route.steps[1:]:
        if step.kind is not StepKind.BREAK:
            yield place, step
            place = step.place


def _changed(travel: Travel, claims: Claims) -> Travel:
    seconds, metres = travel.seconds.copy(), travel.metres.copy()
    for leg, (claimed_seconds, claimed_metres) in claims.items():
        seconds[leg], metres[leg] = claimed_seconds, claimed_metres
    return Travel(seconds, metres)
