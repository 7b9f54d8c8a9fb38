"""Reasons that lie in the plan: the lightest way in says what stands in the way."""

from collections.abc import Callable, Mapping
from typing import Any

from solver.explain.remedy import Kind, Remedy
from solver.explain.words import LIMIT_WORDS, listing, minutes, some
from solver.problem import Problem, Task
from solver.solution import Reason, ReasonCode


def in_the_way(problem: Problem, task: Task, remedy: Remedy) -> Reason:
    """Why a task that fits an empty day is not in this plan, by the remedy found for it."""
    heaviest = max(remedy.kinds, default=None)
    if heaviest is None:
        sentence = f"It fits the day of {remedy.vehicle}; the search ended before it was tried."
        return Reason(ReasonCode.NOT_TRIED, sentence, {"vehicle": remedy.vehicle})
    code, words = _OF_KIND[heaviest]
    sentence, details = words(problem, task, remedy)
    return Reason(code, sentence, {"vehicle": remedy.vehicle, **details, **remedy.notes})


def crowded_out(problem: Problem, task: Task) -> Reason:
    """Nothing that was tried makes room: what is there is under way."""
    able = [v.id for v in problem.vehicles if problem.may_serve(v, task)]
    sentence = f"Everyone who may serve it ({some(able)}) has work that cannot be moved any more."
    return Reason(ReasonCode.DISPLACED, sentence, {"vehicles": tuple(able)})


Words = tuple[str, Mapping[str, Any]]


def _too_dear(problem: Problem, task: Task, remedy: Remedy) -> Words:
    sentence = f"It fits the day of {remedy.vehicle}, but to serve it there weighs more than it"
    if "delayed" in remedy.notes:
        delayed = str(remedy.notes["delayed"])
        late = minutes(int(str(remedy.notes["delay"])))
        rank = _priority(problem, delayed)
        return f"{sentence}: {delayed}{rank} would be {late} later than promised.", {}
    return f"{sentence}: the way and the time cost more than leaving it out.", {}


def _changes(problem: Problem, task: Task, remedy: Remedy) -> Words:
    cap, needed = problem.max_changed, remedy.details["cap"]
    sentence = (
        f"To serve it would touch {needed} visits that customers have been promised; "
        f"at most {cap} may be."
    )
    return sentence, {"cap": cap, "needed": needed}


def _pinned(problem: Problem, task: Task, remedy: Remedy) -> Words:
    pin = task.pin
    if pin is None or pin.vehicle is None:
        sentence = "It is pinned to a start at which nobody who may serve it is free."
        return sentence, {"how": "pin", "pinned_start": None if pin is None else pin.start}
    sentence = f"It is pinned to {pin.vehicle}, who has no room for it then."
    return sentence, {"how": "pin", "vehicle": pin.vehicle, "because": "full"}


def _parts(problem: Problem, task: Task, remedy: Remedy) -> Words:
    parts: Mapping[str, int] = remedy.details["parts"]  # type: ignore[assignment]
    pieces = listing([f"{count} of {part}" for part, count in parts.items()])
    sentence = f"The stock is used up: {remedy.vehicle}, who has room, lacks {pieces}."
    return sentence, {"parts": parts}


def _unequipped(problem: Problem, task: Task, remedy: Remedy) -> Words:
    tools: tuple[str, ...] = remedy.details["tools"]  # type: ignore[assignment]
    sentence = f"Nobody with the tools has room: {remedy.vehicle}, who has, lacks {listing(tools)}."
    return sentence, {"tools": tools}


def _loaded(problem: Problem, task: Task, remedy: Remedy) -> Words:
    room: tuple[int, ...] = remedy.details["capacity"]  # type: ignore[assignment]
    sentence = (
        f"Nobody who may serve it has capacity left; {remedy.vehicle}, who has most, "
        f"lacks {listing([str(n) for n in room])}."
    )
    return sentence, {"missing": room}


def _limited(problem: Problem, task: Task, remedy: Remedy) -> Words:
    limits: Mapping[str, int] = remedy.details["limits"]  # type: ignore[assignment]
    words = listing([LIMIT_WORDS[limit] for limit in limits])
    sentence = f"It fits the day of {remedy.vehicle}, whose limit on {words} is reached."
    return sentence, {"limits": tuple(sorted(limits))}


def _full(problem: Problem, task: Task, remedy: Remedy) -> Words:
    late, early = remedy.details.get("overtime"), remedy.details.get("earlier")
    seconds = int(str(late or early))
    how = (
        f"work {minutes(seconds)} longer" if late else f"begin {minutes(seconds)} earlier"
    )  # whichever end of the day lets it in
    held = task.pin is not None and task.pin.vehicle is not None
    who = "whom it is pinned to" if held else "who has most room"
    sentence = f"The day is full: {remedy.vehicle}, {who}, would have to {how}."
    return sentence, {"seconds": seconds, "end": "late" if late else "early"}


def _displaced(problem: Problem, task: Task, remedy: Remedy) -> Words:
    rivals: tuple[str, ...] = remedy.details["skip"]  # type: ignore[assignment]
    ranks = {name: problem.tasks[problem.task_index[name]].priority for name in rivals}
    prices = {name: problem.tasks[problem.task_index[name]].skip_price for name in rivals}
    names = listing([f"{name}{_priority(problem, name)}" for name in rivals])
    sentence = (
        f"In its time {remedy.vehicle} serves {names}; "
        f"with it{_own_priority(problem, task)} they do not fit."
        if len(rivals) > 1
        else f"In its time {remedy.vehicle} serves {names}; "
        f"this one{_own_priority(problem, task)} does not fit beside it."
    )
    details = {"task": rivals[0], "tasks": rivals, "priority": task.priority, "priorities": ranks}
    return sentence, {**details, "skip_price": task.skip_price, "skip_prices": prices}


def _occupied(problem: Problem, task: Task, remedy: Remedy) -> Words:
    able = [v.id for v in problem.vehicles if problem.may_serve(v, task)]
    sentence = (
        f"Everyone who may serve it ({some(able)}) has other work at each time it could begin."
    )
    return sentence, {"vehicles": tuple(able)}


def _priority(problem: Problem, name: str) -> str:
    task = problem.tasks[problem.task_index[name]]
    if problem.must_serve(task):
        return " (which must be served)"
    return f" (priority {task.priority})"


def _own_priority(problem: Problem, task: Task) -> str:
    return "" if problem.must_serve(task) else f" (priority {task.priority})"


_OF_KIND: Mapping[Kind, tuple[ReasonCode, Callable[[Problem, Task, Remedy], Words]]] = {
    Kind.PIN: (ReasonCode.DISPLACED, _too_dear),
    Kind.RAISE_CAP: (ReasonCode.CHANGE, _changes),
    Kind.UNPIN: (ReasonCode.PIN, _pinned),
    Kind.STOCK: (ReasonCode.PART, _parts),
    Kind.EQUIP: (ReasonCode.TOOL, _unequipped),
    Kind.CAPACITY: (ReasonCode.CAPACITY, _loaded),
    Kind.LIMIT: (ReasonCode.LIMIT, _limited),
    Kind.LONGER: (ReasonCode.DAY_FULL, _full),
    Kind.SKIP_OTHER: (ReasonCode.DISPLACED, _displaced),
    Kind.MOVE_WINDOW: (ReasonCode.DISPLACED, _occupied),
    Kind.MUCH_LONGER: (ReasonCode.DAY_FULL, _full),
}
