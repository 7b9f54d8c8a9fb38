"""What points at something else by number or name: places, skills, parts, tools, vehicles."""

from collections.abc import Collection, Iterable
from typing import Any

from solver.model.bounds import LARGEST_QUANTITY
from solver.model.faults import FaultList, Path
from solver.problem import Problem

_LARGEST_LEVEL = 5


def check_place(faults: FaultList, path: Path, place: object, problem: Problem) -> None:
    """The number of a place of the problem."""
    if not problem.places:
        faults.add(path, place, "must name a place, and the problem has none")
    else:
        faults.integer(path, place, 0, len(problem.places) - 1, "(the number of a place)")


def check_skills(faults: FaultList, path: Path, levels: Iterable[tuple[Any, object]]) -> None:
    """Skills by name, with levels from 1 to 5."""
    for skill, level in levels:
        if _is_name(faults, path, skill, "skills"):
            faults.integer((*path, skill), level, 1, _LARGEST_LEVEL)


def check_parts(
    faults: FaultList, path: Path, pieces: Iterable[tuple[Any, object]], least: int
) -> None:
    """Parts by name, with at least so many pieces of each."""
    for part, quantity in pieces:
        if _is_name(faults, path, part, "parts"):
            faults.integer((*path, part), quantity, least, LARGEST_QUANTITY, "pieces")


def check_tools(faults: FaultList, path: Path, tools: Iterable[Any]) -> None:
    """Tools by name."""
    for tool in sorted(tools, key=str):
        _is_name(faults, path, tool, "tools")


def check_vehicles(
    faults: FaultList, path: Path, names: Iterable[object], known: Collection[object]
) -> None:
    """Vehicles of the problem, or absentees: who is off today may still be asked for."""
    for name in sorted(names, key=str):
        if not isinstance(name, str) or name not in known:
            faults.add(path, name, "must name vehicles of the problem")


def check_text(faults: FaultList, path: Path, text: object) -> bool:
    """A text that is not blank."""
    if isinstance(text, str) and text.strip():
        return True
    faults.add(path, text, "must be a text that is not blank")
    return False


def _is_name(faults: FaultList, path: Path, name: object, what: str) -> bool:
    if isinstance(name, str) and name.strip():
        return True
    faults.add(path, name, f"must name {what} by a text that is not blank")
    return False
