"""Faults in the words of the file they are found in: `tasks[2].place` or `jobs[2].location`."""

from collections.abc import Mapping

from solver.formats.family import FileFormat
from solver.formats.faults import field_path

Path = tuple[str | int, ...]

_DISPATCH: Mapping[str, str] = {"pin": "pinned_to"}
_VROOM: Mapping[str, str] = {
    "tasks": "jobs",
    "place": "location",
    "windows": "time_windows",
    "demand": "delivery or pickup",
    "duration": "service",
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

_WORDS: Mapping[FileFormat, Mapping[str, str]] = {
    FileFormat.DISPATCH: _DISPATCH,
    FileFormat.VROOM: _VROOM,
    FileFormat.SOLOMON: _SOLOMON,
}


def in_words_of(family: FileFormat, path: Path) -> str:
    """The field of a problem as its file calls it."""
    words = _WORDS.get(family, {})
    return field_path(words.get(part, part) if isinstance(part, str) else part for part in path)
