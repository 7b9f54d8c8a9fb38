"""Classics in plain Python: distance, time windows, loads, who may serve whom, longest days."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import isqrt

from benchmarks.compare.judges.opinion import Opinion


@dataclass(frozen=True)
class Stop:
    """Where, how much, when (first and last start of service), and for how long."""

    x: int
    y: int
    demand: int
    window: tuple[int, int]
    service: int


@dataclass(frozen=True)
class Classic:
    """An instance: the depot, customers by id, vehicles in order.

    `length` turns a squared distance of coordinates into the units of times. `able` has the ids a
    vehicle may serve, None for all; `longest` is the longest duration of a route, None for any.
    """

    depot: Stop
    customers: Mapping[str, Stop]
    capacities: Sequence[int]
    length: Callable[[int], int]
    able: Sequence[frozenset[str]] | None = None
    longest: int | None = None


def opinion(classic: Classic, routes: Mapping[int, Sequence[str]]) -> Opinion:
    """The total distance of routes by vehicle, or the first fault."""
    served = list(chain.from_iterable(routes.values()))
    if sorted(served) != sorted(classic.customers):
        return Opinion(fault="customers are left out, unknown, or served twice")
    for vehicle, route in routes.items():
        fault = _fault(classic, vehicle, route) if route else ""
        if fault:
            return Opinion(fault=f"vehicle {vehicle}: {fault}")
    return Opinion(sum(_distance(classic, route) for route in routes.values() if route))


def _fault(classic: Classic, vehicle: int, route: Sequence[str]) -> str:
    if vehicle >= len(classic.capacities):
        return "not in the fleet"
    if sum(classic.customers[id_].demand for id_ in route) > classic.capacities[vehicle]:
        return "overloaded"
    if classic.able is not None and not set(route) <= classic.able[vehicle]:
        return "may not serve some of its customers"
    duration = _duration(classic, _stops(classic, route))
    if duration is None:
        return "late"
    if classic.longest is not None and duration > classic.longest:
        return f"takes {duration}, at most {classic.longest} allowed"
    return ""


def _duration(classic: Classic, stops: Sequence[Stop]) -> int | None:
    """The least duration: as early an end as can be, then as late a departure. None if late."""
    time = stops[0].window[0]
    for here, following in pairwise(stops):
        time = max(time + here.service + _leg(classic, here, following), following.window[0])
        if time > following.window[1]:
            return None
    latest = time
    for here, following in zip(stops[-2::-1], stops[:0:-1], strict=True):
        latest = min(latest - _leg(classic, here, following) - here.service, here.window[1])
    return time - latest


def _distance(classic: Classic, route: Sequence[str]) -> int:
    return sum(_leg(classic, a, b) for a, b in pairwise(_stops(classic, route)))


def _stops(classic: Classic, route: Sequence[str]) -> list[Stop]:
    return [classic.depot, *(classic.customers[id_] for id_ in route), classic.depot]


def _leg(classic: Classic, here: Stop, there: Stop) -> int:
    return classic.length((here.x - there.x) ** 2 + (here.y - there.y) ** 2)


def read_solomon(text: str) -> Classic:
    """Solomon's and Homberger's files, ten units to one, lengths truncated."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    fleet, capacity = map(int, lines[3])
    rows = [list(map(int, line)) for line in lines[6:]]
    stops = {str(r[0]): Stop(r[1], r[2], r[3], (10 * r[4], 10 * r[5]), 10 * r[6]) for r in rows}
    depot = stops.pop(str(rows[0][0]))
    return Classic(depot, stops, [capacity] * fleet, lambda square: isqrt(100 * square))


def read_site_dependent(text: str) -> Classic:
    """Files of the site-dependent set; a thousand units to one, lengths rounded.

    Coordinates have at most three decimals: in thousandths they are whole, and so are the squares.
    """
    headers, tables = _vrplib(text)

    def column(name: str) -> dict[int, list[str]]:
        return {int(row[0]): row[1:] for row in tables[name]}

    points, demands = column("NODE_COORD_SECTION"), column("DEMAND_SECTION")
    windows, services = column("TIME_WINDOW_SECTION"), column("SERVICE_TIME_SECTION")
    stops = {
        node: Stop(
            _milli(points[node][0]),
            _milli(points[node][1]),
            int(demands[node][0]),
            (_milli(windows[node][0]), _milli(windows[node][1])),
            _milli(services[node][0]),
        )
        for node in points
    }
    allowed = [row[1:] for row in tables["VEHICLES_ALLOWED_CLIENTS_SECTION"]]
    return Classic(
        stops.pop(1),
        {str(node - 1): stop for node, stop in stops.items()},
        [int(row[1]) for row in tables["CAPACITY_SECTION"]],
        lambda square: (isqrt(4 * square) + 1) // 2,
        [frozenset(str(int(node) - 1) for node in row) for row in allowed],
        _milli(headers["VEHICLES_MAX_DURATION"]),
    )


def _vrplib(text: str) -> tuple[dict[str, str], dict[str, list[list[str]]]]:
    headers: dict[str, str] = {}
    tables: dict[str, list[list[str]]] = {}
    section: list[list[str]] = []
    for line in text.splitlines():
        words = line.split()
        if ":" in line:
            name, value = line.split(":", 1)
            headers[name.strip()] = value.strip()
        elif words and words[0].endswith("_SECTION"):
            section = tables.setdefault(words[0], [])
        elif words and words[0] != "EOF":
            section.append(words)
    return headers, tables


def _milli(text: str) -> int:
    """A decimal number times 1,000, which must be whole."""
    whole, _, fraction = text.lstrip("-").partition(".")
    if len(fraction) > 3:
        raise ValueError(f"{text}: more than three decimals")
    value = int(whole or 0) * 1000 + int(fraction.ljust(3, "0") or 0)
    return -value if text.startswith("-") else value
