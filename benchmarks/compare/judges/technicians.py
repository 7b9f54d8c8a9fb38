"""Technician routing with tools, parts and a depot (Pillac, Guéret, Medaglia 2013), unrounded.

A technician starts and ends at home, may start late, and may pass the depot once: from then on all
tools and parts are on board. The price is the total working time of technicians who serve anybody.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from benchmarks.compare.judges.opinion import Opinion

EPSILON = 1e-6
_ROW = re.compile(r"\s*(\d+)" + r"\s+(\S+)" * 5 + r"\s*" + r"\[(.*?)\]\s*" * 3)


@dataclass(frozen=True)
class Node:
    """A line of the file: the depot (0), a technician's home, or a request."""

    x: float
    y: float
    first: float
    last: float
    service: float
    skills: frozenset[int]
    tools: frozenset[int]
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Region:
    """Depot, technicians and requests by their ids in the file."""

    depot: Node
    technicians: Mapping[int, Node]
    requests: Mapping[int, Node]


def read_region(text: str) -> Region:
    """Parse a TRSP file."""
    nodes = {}
    for match in filter(None, map(_ROW.match, text.splitlines())):
        x, y, first, last, service = (float(match[k]) for k in range(2, 7))
        skills, tools, parts = ([int(w) for w in match[k].split(",") if w.strip()]
                                for k in range(7, 10))  # fmt: skip
        nodes[int(match[1])] = Node(x, y, first, last, service, frozenset(skills),
                                    frozenset(tools), tuple(parts))  # fmt: skip
    header = re.search(r"CREW COUNT.*\n\s*(\d+)", text)
    crew = int(header[1]) if header else 0
    technicians = {id_: node for id_, node in nodes.items() if 1 <= id_ <= crew}
    requests = {id_: node for id_, node in nodes.items() if id_ > crew}
    return Region(nodes[0], technicians, requests)


def opinion(region: Region, routes: Mapping[int, Sequence[int]]) -> Opinion:
    """Total working time, each route with its depot visit where it is cheapest; or a fault."""
    served = list(chain.from_iterable(routes.values()))
    if sorted(served) != sorted(region.requests):
        return Opinion(fault="requests are left out, unknown, or served twice")
    total = 0.0
    for id_, route in routes.items():
        if route:
            least = _working_time(region, region.technicians[id_], route)
            if math.isinf(least):
                return Opinion(fault=f"technician {id_} cannot serve {list(route)}")
            total += least
    return Opinion(total)


def _working_time(region: Region, home: Node, route: Sequence[int]) -> float:
    requests = [region.requests[id_] for id_ in route]
    if not all(request.skills <= home.skills for request in requests):
        return math.inf
    begin, end = (Node(home.x, home.y, home.first, home.last, 0, *_NOTHING) for _ in range(2))
    ways = [[begin, *requests, end]] if _equipped(home, requests) else []
    for place in range(len(requests) + 1):
        if _equipped(home, requests[:place]):
            ways.append([begin, *requests[:place], region.depot, *requests[place:], end])
    return min(map(_duration, ways), default=math.inf)


_NOTHING: tuple[frozenset[int], frozenset[int], tuple[int, ...]] = (frozenset(), frozenset(), ())


def _equipped(home: Node, requests: Sequence[Node]) -> bool:
    """Whether tools and parts on board at the start suffice for these."""
    if not all(request.tools <= home.tools for request in requests):
        return False
    used = [sum(pieces) for pieces in zip(*(r.parts for r in requests if r.parts), strict=True)]
    return all(n <= stock for n, stock in zip(used, home.parts or [0] * len(used), strict=False))


def _duration(stops: Sequence[Node]) -> float:
    """End minus start, leaving as late as the earliest end allows; infinite if late."""
    time, waited, slack = stops[0].first, 0.0, stops[0].last - stops[0].first
    start = time
    for here, following in pairwise(stops):
        arrival = time + here.service + math.hypot(here.x - following.x, here.y - following.y)
        time = max(arrival, following.first)
        waited += time - arrival
        if time > following.last + EPSILON:
            return math.inf
        slack = min(slack, waited + following.last - time)
    return time - start - max(0.0, min(slack, waited))
