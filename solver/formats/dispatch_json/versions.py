"""Older versions of our own problem file, told in the words of the newest.

Version 1 had neither limits, setup, parts nor references, and called a task's pin `pinned_to`, the
id of a vehicle. Version 2 has all of its other fields.
"""

from typing import Any

from solver.formats.dispatch_json.schema import VERSION
from solver.formats.faults import FileFaults

VERSION_1 = 1
_READABLE = (VERSION_1, VERSION)


def check_version(document: Any, faults: FileFaults) -> None:
    """Raise `UnreadableInput` for a version not known here: its other fields mean nothing to us.

    A missing version is left to the schema.
    """
    if not isinstance(document, dict) or "version" not in document:
        return
    version = document["version"]
    if type(version) is not int or version not in _READABLE:
        known = " and ".join(map(str, _READABLE))
        faults.add("version", f"versions {known} can be read, no other", version)
        faults.raise_if_any()


def is_version_1(document: Any) -> bool:
    """Whether a parsed JSON document says so."""
    return isinstance(document, dict) and document.get("version") == VERSION_1


def of_this_version(document: Any, faults: FileFaults) -> Any:
    """The document as version 2 would have it; what is not a document at all stays as it is."""
    check_version(document, faults)
    if not is_version_1(document):
        return document
    tasks = document.get("tasks")
    if isinstance(tasks, list):
        tasks = [_task(task, f"tasks[{index}]", faults) for index, task in enumerate(tasks)]
        return document | {"version": VERSION, "tasks": tasks}
    return document | {"version": VERSION}


def _task(task: Any, field: str, faults: FileFaults) -> Any:
    if not isinstance(task, dict) or "pinned_to" not in task:
        return task
    vehicle = task["pinned_to"]
    if vehicle is not None and not isinstance(vehicle, str):
        faults.add(f"{field}.pinned_to", "must be text", vehicle)
        vehicle = None
    if "pin" in task:
        faults.add(f"{field}.pinned_to", "the old name of pin; give one of them", vehicle)
    others = {key: value for key, value in task.items() if key != "pinned_to"}
    return others | {"pin": None if vehicle is None else {"vehicle": vehicle}}
