"""How far an import or an export is, for whoever waits for it."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

STEP: Final = 500
"""Rows between two reports."""


class Stage(StrEnum):
    """What is being done."""

    READ = "reading"
    LOOK_UP = "looking up addresses"
    CHECK = "checking"
    WRITE = "writing"


Progress = Callable[[Stage, int, int], None]
"""Told the stage, how many of its rows are done, and how many there are (0: not known yet)."""


def silent(_stage: Stage, _done: int, _total: int) -> None:
    """Progress that nobody follows."""
