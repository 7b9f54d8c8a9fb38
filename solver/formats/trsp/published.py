"""Routes as they are published: `<2,39,37,127|||5,117,118,130>`, one between bars per technician.

The first number is the technician, the last their home, in between are requests. With requests up
to `n` and a crew of `m`, `n + k` is the home of technician `k`, and `n + m + k` their visit to the
depot; 0 is one as well. A route without requests stays at home. A JSON object may hold many of them
by the name of the instance, with the `working_time` of each.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from solver.formats.dispatch_json.schema import Strict
from solver.formats.faults import FileFaults
from solver.formats.schema import parse_model
from solver.formats.trsp.claims import Claim, claimed_solution
from solver.formats.trsp.ticks import in_ticks
from solver.problem import Problem
from solver.solution import Solution

_ROUTES = re.compile(r"\s*<(?P<routes>[\d,|\s]*)>\s*", re.ASCII)
_DIGITS = 9


class PublishedFields(Strict):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    routes: str
    working_time: Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)] | None = None


def is_published(document: Any, problem: Problem) -> bool:
    """Whether a JSON document holds published routes of this instance."""
    entry = document.get(problem.name) if isinstance(document, dict) else None
    return isinstance(entry, dict) and "routes" in entry


def solution_from_published(document: Any, problem: Problem, faults: FileFaults) -> Solution:
    """Read the entry of this instance. Raises `UnreadableInput`."""
    fields = parse_model(PublishedFields, document[problem.name], faults)
    total = None if fields.working_time is None else in_ticks(fields.working_time)
    return solution_from_notation(fields.routes, problem, faults, total)


def solution_from_notation(
    text: str, problem: Problem, faults: FileFaults, total: int | None = None
) -> Solution:
    """Read published routes, each timed so that it takes as little time as it can.

    Raises `UnreadableInput` for what is not the notation, or names what the problem has not.
    """
    match = _ROUTES.fullmatch(text)
    if match is None:
        faults.add("", "must be routes as <1,83,85,126|2,121,127>", text.strip())
        faults.raise_if_any()
        return Solution()
    claims = list(_claims(match["routes"], problem, faults))
    faults.raise_if_any()
    return claimed_solution(problem, claims, total, faults)


def _claims(text: str, problem: Problem, faults: FileFaults) -> Iterator[Claim]:
    crew = len(problem.vehicles)
    last = max((int(task.id) for task in problem.tasks), default=crew)
    for number, route in enumerate(text.split("|"), start=1):
        words = [word.strip() for word in route.split(",")]
        if words == [""]:
            continue
        field = f"route {number}"
        if not all(word.isdigit() and len(word) <= _DIGITS for word in words) or len(words) < 2:
            faults.add(field, "must begin with a technician and end with their home", route)
            continue
        technician, *stops, home = map(int, words)
        if home != last + technician:
            faults.add(field, f"must end at the home of {technician}, {last + technician}", home)
        depot = (0, last + crew + technician)
        named = tuple(None if stop in depot else str(stop) for stop in stops)
        if any(stop is not None for stop in named):
            yield Claim(field, str(technician), named)
