"""VRPLIB files: routing with capacities, time windows, and who may serve whom (site-dependent).

Lengths and times are taken times 1,000, rounded. Two kinds of files have integers from the start:
those without time windows and allowed clients, in the convention of TSPLIB, and those with a matrix
and no fraction anywhere. One unit of distance takes one unit of time; every client must be served;
the total distance is minimised.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from solver.formats.faults import FileFaults
from solver.formats.limits import MOST_PLACES
from solver.formats.objective import Objective
from solver.formats.source import Source
from solver.formats.vrplib.fleet import Fleet, read_fleet
from solver.formats.vrplib.numbers import Reader, is_whole, times
from solver.formats.vrplib.refusals import refuse_unsupported
from solver.formats.vrplib.sections import Values, table
from solver.formats.vrplib.text import Line, Text, read_text
from solver.formats.vrplib.weights import FORMATS, Points, euclidean, explicit, explicit_values
from solver.problem import IntMatrix, Place, Problem, Task, TimeWindow, Travel, Vehicle

THOUSANDTHS = 1_000


@dataclass(frozen=True, slots=True)
class Node:
    """What a file says about one node, in the units of the problem."""

    demand: int
    service: int
    window: TimeWindow | None


def read_vrplib(source: Source, faults: FileFaults, objective: Objective | None) -> Problem:
    """Build the problem of a VRPLIB file. Raises `UnreadableInput` with every bad line."""
    text = read_text(source, faults)
    reader = Reader(faults)
    refuse_unsupported(text, faults)
    size = _dimension(text, reader)
    faults.raise_if_any()

    points = table(text, "NODE_COORD_SECTION", ("node", "x", "y"), size, reader, reader.coordinate)
    weights, scale = _weights(text, points, size, reader)
    depot = _depot(text, size, reader)
    nodes = _nodes(text, size, depot, scale, reader)
    fleet = read_fleet(text, [node.demand for node in nodes], scale, reader)
    faults.raise_if_any()

    shift = nodes[depot].window or TimeWindow(0, _horizon(weights, nodes))
    return Problem(
        places=tuple(_places(points, size)),
        tasks=tuple(_tasks(nodes, depot, fleet)),
        vehicles=tuple(_vehicles(fleet, depot, shift, objective or Objective.DISTANCE)),
        travel={"default": Travel(weights, weights)},
        name=text.value("NAME"),
    )


def _dimension(text: Text, reader: Reader) -> int:
    header = text.headers.get("DIMENSION")
    if header is None:
        reader.faults.add("DIMENSION", "required, but missing")
        return 0
    return reader.whole(header.line, "DIMENSION", header.value, 1, MOST_PLACES) or 0


def _weights(text: Text, points: Points | None, size: int, reader: Reader) -> tuple[IntMatrix, int]:
    """The matrix of distances, and by how much the numbers of the file are multiplied."""
    scale = _scale(text)
    nothing = np.zeros((size, size), dtype=np.int64)
    if text.value("EDGE_WEIGHT_TYPE").upper() == "EUC_2D":
        if points is None:
            reader.faults.add("NODE_COORD_SECTION", "required by EUC_2D, but missing")
        return (nothing if points is None else euclidean(points, scale)), scale
    section = text.sections.get("EDGE_WEIGHT_SECTION")
    layout = text.value("EDGE_WEIGHT_FORMAT").upper()
    if section is None:
        reader.faults.add("EDGE_WEIGHT_SECTION", "required by EXPLICIT, but missing")
        return nothing, scale
    if layout not in FORMATS:
        rule = f"must be one of {', '.join(FORMATS)}"
        reader.faults.add("EDGE_WEIGHT_FORMAT", rule, layout)
        return nothing, scale
    values = explicit_values(section, reader)
    return explicit(values, section, layout, size, scale, reader), scale


def _scale(text: Text) -> int:
    if text.value("EDGE_WEIGHT_TYPE").upper() == "EXPLICIT":
        words = [word for s in text.sections.values() for row in s.rows for word in row.words]
        words += [text.value(name) for name in text.headers]
        return 1 if all(map(is_whole, words)) else THOUSANDTHS
    timed = {"TIME_WINDOW_SECTION", "VEHICLES_ALLOWED_CLIENTS_SECTION"} & text.sections.keys()
    return THOUSANDTHS if timed else 1


def _depot(text: Text, size: int, reader: Reader) -> int:
    """The index of the depot: the one node of its section, or the first."""
    section = text.sections.get("DEPOT_SECTION")
    if section is None:
        return 0
    words = [(line, word) for line in section.rows for word in line.words if word != "-1"]
    depots = [reader.whole(line, "the depot", word, 1, size) for line, word in words]
    if len(depots) != 1:
        rule = "must name one depot; several are not supported yet"
        reader.faults.add(section.heading.field, rule, len(depots))
        return 0
    return (depots[0] or 1) - 1


def _nodes(text: Text, size: int, depot: int, scale: int, reader: Reader) -> list[Node]:
    demands = table(text, "DEMAND_SECTION", ("node", "demand"), size, reader, reader.quantity)
    services = _services(text, size, depot, scale, reader)
    windows = _windows(text, size, scale, reader)
    nodes = [
        Node(
            demand=0 if demands is None else int(demands[index][0]),
            service=times(services[index], scale),
            window=None if windows is None else windows[index],
        )
        for index in range(size)
    ]
    for name, value in (("DEMAND", nodes[depot].demand), ("SERVICE_TIME", nodes[depot].service)):
        if value:
            reader.faults.add(f"{name}_SECTION", "must be 0 at the depot", value)
    return nodes


def _windows(text: Text, size: int, scale: int, reader: Reader) -> list[TimeWindow] | None:
    def in_order(line: Line, window: Values) -> None:
        if window[1] < window[0]:
            reader.faults.add(line.field, "the time window ends before it starts", line.words[2])

    columns = ("node", "earliest", "latest")
    read = reader.scalable(scale)
    rows = table(text, "TIME_WINDOW_SECTION", columns, size, reader, read, in_order)
    if rows is None:
        return None
    return [TimeWindow(times(start, scale), times(end, scale)) for start, end in rows]


def _services(text: Text, size: int, depot: int, scale: int, reader: Reader) -> Sequence[Decimal]:
    """Service times by node: of the section, or one for all clients in a header."""
    read = reader.scalable(scale)
    rows = table(text, "SERVICE_TIME_SECTION", ("node", "service time"), size, reader, read)
    if rows is not None:
        return [value for (value,) in rows]
    header = text.headers.get("SERVICE_TIME")
    value = None if header is None else read(header.line, "SERVICE_TIME", header.value)
    services = [value or Decimal(0)] * size
    services[depot] = Decimal(0)
    return services


def _places(points: Points | None, size: int) -> Iterator[Place]:
    for index in range(size):
        if points is None:
            yield Place(str(index))
        else:
            yield Place(str(index), float(points[index][0]), float(points[index][1]))


def _tasks(nodes: Sequence[Node], depot: int, fleet: Fleet) -> Iterator[Task]:
    for index, node in enumerate(nodes):
        if index == depot:
            continue
        yield Task(
            id=str(index),
            place=index,
            duration=node.service,
            windows=() if node.window is None else (node.window,),
            required_vehicles=_required(fleet, index + 1),
            demand=() if fleet.capacities is None else (node.demand,),
        )


def _required(fleet: Fleet, node: int) -> frozenset[str] | None:
    able = None if fleet.able is None else fleet.able[node]
    return None if able is None or len(able) == fleet.count else able


def _vehicles(
    fleet: Fleet, depot: int, shift: TimeWindow, objective: Objective
) -> Iterator[Vehicle]:
    for index in range(fleet.count):
        yield Vehicle(
            id=str(index + 1),
            shift=shift,
            start_place=depot,
            end_place=depot,
            capacity=() if fleet.capacities is None else (fleet.capacities[index],),
            prices=objective.prices,
            max_duration=None if fleet.max_durations is None else fleet.max_durations[index],
            max_distance=None if fleet.max_distances is None else fleet.max_distances[index],
        )


def _horizon(weights: IntMatrix, nodes: Sequence[Node]) -> int:
    """A time so late that it binds nobody."""
    return (len(nodes) + 1) * int(weights.max(initial=0)) + sum(node.service for node in nodes)
