"""The vehicles of a VRPLIB file: how many, what they carry, how far they go, whom they serve."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from solver.formats.limits import MOST_VEHICLES
from solver.formats.vrplib.numbers import LARGEST, Reader, ReadNumber, times
from solver.formats.vrplib.sections import numbered_rows, table
from solver.formats.vrplib.text import Text

_ALLOWED = "VEHICLES_ALLOWED_CLIENTS_SECTION"


@dataclass(frozen=True, slots=True)
class Fleet:
    """By vehicle, in the order of the file: capacity and limits of a route; None for no limit.

    `able` has the vehicles, numbered from 1, that may serve a node; None if all may.
    """

    count: int
    capacities: Sequence[int] | None
    max_durations: Sequence[int] | None
    max_distances: Sequence[int] | None
    able: Mapping[int, frozenset[str]] | None


def read_fleet(text: Text, demands: Sequence[int], scale: int, reader: Reader) -> Fleet:
    """The fleet of a file, for the demands of its nodes; without `VEHICLES` it is free."""
    size = len(demands)
    count = _count(text, demands, reader)
    capacities = _values(text, "CAPACITY", count, reader, reader.quantity)
    return Fleet(
        count,
        None if capacities is None else [int(capacity) for capacity in capacities],
        _limits(text, "VEHICLES_MAX_DURATION", count, scale, reader)
        or _limits(text, "DISTANCE", count, scale, reader),
        _limits(text, "VEHICLES_MAX_DISTANCE", count, scale, reader),
        _able(text, count, size, reader),
    )


def _count(text: Text, demands: Sequence[int], reader: Reader) -> int:
    header = text.headers.get("VEHICLES")
    if header is not None:
        return reader.whole(header.line, "VEHICLES", header.value, 1, MOST_VEHICLES) or 0
    for name in ("CAPACITY_SECTION", _ALLOWED):
        if name in text.sections:
            return len(text.sections[name].rows)
    clients = len(demands) - 1
    capacity = text.headers.get("CAPACITY")
    if "TIME_WINDOW_SECTION" in text.sections or capacity is None:
        return clients
    room = reader.whole(capacity.line, "CAPACITY", capacity.value, 0, LARGEST) or 1
    # any two vehicles loaded one after the other hold more than one has room for
    return min(clients, 2 * -(-sum(demands) // room) + 1)


def _values(
    text: Text, name: str, count: int, reader: Reader, read: ReadNumber
) -> list[Decimal] | None:
    """A value for each vehicle: one for all in a header, or a section of them."""
    header, section = text.headers.get(name), f"{name}_SECTION"
    if header is None:
        rows = table(text, section, ("vehicle", name), count, reader, read)
        return None if rows is None else [value for (value,) in rows]
    if section in text.sections:
        reader.faults.add(header.line.field, f"give either {name} or {section}, not both")
    return [read(header.line, name, header.value) or Decimal(0)] * count


def _limits(text: Text, name: str, count: int, scale: int, reader: Reader) -> list[int] | None:
    values = _values(text, name, count, reader, reader.scalable(scale))
    return None if values is None else [times(value, scale) for value in values]


def _able(text: Text, count: int, size: int, reader: Reader) -> dict[int, frozenset[str]] | None:
    """The vehicles that may serve each node; None if all may serve all."""
    if _ALLOWED not in text.sections:
        return None
    able: dict[int, set[str]] = {node: set() for node in range(1, size + 1)}
    for number, line in numbered_rows(text, _ALLOWED, "vehicle", count, reader).items():
        for word in line.words[1:]:
            node = reader.whole(line, "node", word, 1, size)
            if node is not None:
                able[node].add(str(number))
    return {node: frozenset(vehicles) for node, vehicles in able.items()}
