"""Solomon's and Homberger's text files of vehicle routing with time windows.

Distances and driving times are Euclidean x 10 truncated to integers (the DIMACS convention), all
times of the file x 10; every customer must be served, by at most as many vehicles as the file has
(more than customers are never needed, and left out), and the total distance is minimised.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from solver.formats.faults import FileFaults
from solver.formats.limits import MOST_PLACES
from solver.formats.objective import Objective
from solver.formats.source import Source
from solver.problem import Place, Problem, Task, TimeWindow, Travel, Vehicle

TENTHS = 10
_COLUMNS = ("number", "x", "y", "demand", "ready time", "due date", "service time")
_LARGEST = 10**9


@dataclass(frozen=True, slots=True)
class Customer:
    """One row of the customer table; row 0 is the depot."""

    line: int
    number: int
    x: int
    y: int
    demand: int
    ready: int
    due: int
    service: int


def read_solomon(source: Source, faults: FileFaults, objective: Objective | None) -> Problem:
    """Build the problem of a Solomon file. Raises `UnreadableInput` with every bad line."""
    lines = list(_lines(source.text))
    fleet, capacity = _fleet(lines, faults)
    customers = _customers(lines, faults)
    faults.raise_if_any()

    depot, *others = customers
    prices = (objective or Objective.DISTANCE).prices
    vehicle_ids = [str(number) for number in range(1, min(fleet, len(others)) + 1)]
    return Problem(
        places=tuple(Place(str(c.number), float(c.x), float(c.y)) for c in customers),
        tasks=tuple(_task(place, customer) for place, customer in enumerate(others, start=1)),
        vehicles=tuple(
            Vehicle(id_, _window(depot), 0, 0, capacity=(capacity,), prices=prices)
            for id_ in vehicle_ids
        ),
        travel={"default": truncated_travel(customers)},
        name=lines[0][1].strip(),
    )


def truncated_travel(customers: Sequence[Customer]) -> Travel:
    """Euclidean distance in tenths, truncated; one unit of distance takes one unit of time."""
    x = np.array([c.x for c in customers], dtype=np.float64)
    y = np.array([c.y for c in customers], dtype=np.float64)
    # sqrt is rounded correctly (hypot is not), so the root of a square number is exact
    tenths = TENTHS * np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
    matrix = np.floor(tenths).astype(np.int64)
    return Travel(matrix, matrix)


def _task(place: int, customer: Customer) -> Task:
    return Task(
        id=str(customer.number),
        place=place,
        duration=TENTHS * customer.service,
        windows=(_window(customer),),
        demand=(customer.demand,),
    )


def _window(customer: Customer) -> TimeWindow:
    return TimeWindow(TENTHS * customer.ready, TENTHS * customer.due)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line


def _fleet(lines: Sequence[tuple[int, str]], faults: FileFaults) -> tuple[int, int]:
    for (_, line), (number, following) in pairwise(lines):
        if re.match(r"\s*NUMBER\s+CAPACITY\s*$", line, re.IGNORECASE):
            values = _integers(number, following, ("number of vehicles", "capacity"), faults)
            return (values[0], values[1]) if values else (0, 0)
    faults.add("", "no line with the number and capacity of vehicles after NUMBER CAPACITY")
    return 0, 0


def _customers(lines: Sequence[tuple[int, str]], faults: FileFaults) -> list[Customer]:
    header = next((i for i, (_, line) in enumerate(lines) if _is_table_header(line)), None)
    if header is None:
        faults.add("", "no table of customers after a line CUST NO. XCOORD. YCOORD. ...")
        return []
    customers = []
    for number, line in lines[header + 1 :]:
        values = _integers(number, line, _COLUMNS, faults)
        if values:
            customers.append(Customer(number, *values))
    _check_customers(customers, faults)
    return customers


def _check_customers(customers: Sequence[Customer], faults: FileFaults) -> None:
    if not customers and not faults.faults:
        faults.add("", "the table of customers is empty; its first row is the depot")
    if len(customers) > MOST_PLACES:
        faults.add("", f"more than {MOST_PLACES} customers", len(customers))
    seen: dict[int, int] = {}
    for customer in customers:
        field = f"line {customer.line}"
        earlier = seen.setdefault(customer.number, customer.line)
        if earlier != customer.line:
            faults.add(field, f"the same customer number as in line {earlier}", customer.number)
        if customer.due < customer.ready:
            rule = f"due date {customer.due} lies before ready time {customer.ready}"
            faults.add(field, rule)


def _is_table_header(line: str) -> bool:
    return re.match(r"\s*CUST\s*NO", line, re.IGNORECASE) is not None


def _integers(
    number: int, line: str, columns: Sequence[str], faults: FileFaults
) -> list[int] | None:
    """The integers of a line, of which only coordinates may be negative; None after a fault."""
    words = line.split()
    if len(words) != len(columns):
        rule = f"needs {len(columns)} numbers ({', '.join(columns)}), has {len(words)}"
        faults.add(f"line {number}", rule, line.strip())
        return None
    values, good = [], True
    for word, column in zip(words, columns, strict=True):
        lowest = -_LARGEST if column in {"x", "y"} else 0
        value = int(word) if re.fullmatch(r"[+-]?[0-9]{1,10}", word) else None
        if value is None or not lowest <= value <= _LARGEST:
            rule = f"{column} must be an integer from {lowest} to {_LARGEST}"
            faults.add(f"line {number}", rule, word)
            good = False
        else:
            values.append(value)
    return values if good else None
