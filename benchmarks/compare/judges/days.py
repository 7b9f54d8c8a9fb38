"""The price of a technician day: driving + lateness + skips, lunch where it hurts least.

Every way to place lunch is followed at once: each stop has a short list of (time, lateness, rested)
of which none beats another in all three.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from benchmarks.compare.judges.opinion import Opinion


@dataclass(frozen=True)
class DrawnVisit:
    """Seconds on site, window of the start, deadline (None: none), prices, skills it needs."""

    duration: int
    window: tuple[int, int]
    deadline: int | None
    late_price: int
    skip_price: int
    needs: frozenset[str]


@dataclass(frozen=True)
class DrawnWorker:
    """Shift in seconds, skills, and whether lunch is owed."""

    shift: tuple[int, int]
    skills: frozenset[str]
    lunch: bool


@dataclass(frozen=True)
class DrawnDay:
    """A day in plain numbers. Rows of `travel` are visits, then homes of workers."""

    travel: Sequence[Sequence[int]]
    visits: Sequence[DrawnVisit]
    workers: Sequence[DrawnWorker]
    lunch_length: int
    lunch_window: tuple[int, int]


_State = tuple[int, int, bool]


def opinion(day: DrawnDay, plan: Mapping[int, Sequence[int]]) -> Opinion:
    """The price of a plan in seconds, or its first fault."""
    fault = _fault(day, plan)
    if fault:
        return Opinion(fault=fault)
    total = 0
    for worker, visits in plan.items():
        if visits:
            late = _lateness(day, worker, visits)
            if late is None:
                return Opinion(fault=f"worker {worker} cannot serve {list(visits)} in time")
            total += late + _driving(day, worker, visits)
    served = set(chain.from_iterable(plan.values()))
    return Opinion(total + sum(v.skip_price for j, v in enumerate(day.visits) if j not in served))


def _fault(day: DrawnDay, plan: Mapping[int, Sequence[int]]) -> str:
    served = list(chain.from_iterable(plan.values()))
    if len(served) != len(set(served)):
        return "a visit is served twice"
    for worker, visits in plan.items():
        for visit in visits:
            if not day.visits[visit].needs <= day.workers[worker].skills:
                return f"worker {worker} lacks the skills of visit {visit}"
    return ""


def _driving(day: DrawnDay, worker: int, visits: Sequence[int]) -> int:
    home = len(day.visits) + worker
    return sum(day.travel[a][b] for a, b in pairwise([home, *visits, home]))


def _lateness(day: DrawnDay, worker: int, visits: Sequence[int]) -> int | None:
    """The least lateness of the sequence, None if it cannot be kept."""
    begin, end = day.workers[worker].shift
    home = len(day.visits) + worker
    states: list[_State] = [(begin, 0, not day.workers[worker].lunch)]
    for origin, stop in pairwise([home, *visits]):
        visit, leg = day.visits[stop], day.travel[origin][stop]
        following = []
        for time, late, rested in states:
            for arrival, done in _arrivals(day, time, leg, rested):
                start = max(arrival, visit.window[0])
                if start <= visit.window[1]:
                    price = late + _late(visit, start)
                    following.append((start + visit.duration, price, done))
        states = _best(following)
    leg = day.travel[visits[-1]][home]
    ends = [
        late
        for time, late, rested in states
        for arrival, done in _arrivals(day, time, leg, rested)
        if arrival <= end and (done or arrival <= day.lunch_window[1])
    ]
    return min(ends, default=None)


def _arrivals(day: DrawnDay, time: int, leg: int, rested: bool) -> Iterator[tuple[int, bool]]:
    """When the leg may end: without lunch, or with lunch on the way or waiting at its end."""
    yield time + leg, rested
    if not rested and time <= day.lunch_window[1]:
        yield max(time + leg, day.lunch_window[0]) + day.lunch_length, True


def _late(visit: DrawnVisit, start: int) -> int:
    return 0 if visit.deadline is None else visit.late_price * max(0, start - visit.deadline)


def _best(states: Sequence[_State]) -> list[_State]:
    """States that none beats in time, lateness and rest together."""
    kept: list[_State] = []
    for time, late, rested in sorted(states, key=lambda s: (s[0], s[1], not s[2])):
        if not any(k[1] <= late and k[2] >= rested for k in kept):
            kept.append((time, late, rested))
    return kept
