"""Faults in the words of the file they are found in: `tasks[2].place` or `jobs[2].location`."""

from collections.abc import Mapping
from typing import Any

from solver.formats.dispatch_json.versions import is_version_1
from solver.formats.family import FileFormat
from solver.formats.faults import field_path

Path = tuple[str | int, ...]

_VERSION_1: Mapping[str, str] = {"pin": "pinned_to"}
_VROOM: Mapping[str, str] = {
    "tasks": "jobs",
    "place": "location",
    "windows": "time_windows",
    "demand": "delivery",
    "duration": "service",
    "by_kind": "service_per_type",
    "max_travel": "max_travel_time",
    "start_place": "start",
    "end_place": "end",
    "shift": "time_window",
    "travel_factor": "speed_factor",
    "prices": "costs",
    "travel": "matrices",
    "seconds": "durations",
    "metres": "distances",
}
_SOLOMON: Mapping[str, str] = {"tasks": "customers", "places": "customers"}
_VRPLIB: Mapping[str, str] = {
    "tasks": "clients",
    "places": "nodes",
    "shift": "time window of the depot",
    "seconds": "edge weights",
    "metres": "edge weights",
}

_TRSP: Mapping[str, str] = {
    "tasks": "requests",
    "vehicles": "technicians",
    "places": "rows",
    "shift": "time window",
    "restock": "depot",
    "seconds": "distances",
    "metres": "distances",
}

_WORDS: Mapping[FileFormat, Mapping[str, str]] = {
    FileFormat.VROOM: _VROOM,
    FileFormat.SOLOMON: _SOLOMON,
    FileFormat.VRPLIB: _VRPLIB,
    FileFormat.TRSP: _TRSP,
}


def words_of(family: FileFormat, document: Any = None) -> Mapping[str, str]:
    """What a file of this family calls the fields of a problem, where it has names of its own."""
    if family is FileFormat.DISPATCH and is_version_1(document):
        return _VERSION_1
    if family is FileFormat.VROOM and _has_costs(document):
        return {**_VROOM, "metres": "costs"}
    return _WORDS.get(family, {})


def _has_costs(document: Any) -> bool:
    return any("costs" in matrices for matrices in (document.get("matrices") or {}).values())


def in_words(words: Mapping[str, str], path: Path) -> str:
    """The field of a problem as its file calls it."""
    return field_path(words.get(part, part) if isinstance(part, str) else part for part in path)
