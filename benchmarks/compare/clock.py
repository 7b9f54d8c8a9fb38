"""Two clocks; and how to let a process believe that time is the processor time it uses.

On a machine that others use too, two searches that are given the same seconds of processor do
comparable work; seconds on the wall would favour whoever was disturbed less. Only for solvers that
ask Python for the time and work in one thread. This module imports nothing of ours: what it makes
others believe must be settled before `solver` is imported.
"""

import concurrent.futures  # noqa: F401 - what waits for others must keep the wall's time,
import multiprocessing.connection  # noqa: F401 - so it takes its clock before it is replaced
import queue  # noqa: F401
import selectors  # noqa: F401
import subprocess  # noqa: F401
import threading  # noqa: F401
import time
from collections.abc import Callable
from enum import StrEnum

wall = time.monotonic
"""Seconds on the wall, whatever was replaced."""


class Clock(StrEnum):
    """What a limit counts: seconds on the wall, or seconds of processor (of one thread)."""

    WALL = "wall"
    CPU = "cpu"


def begin(clock: Clock) -> Callable[[], float]:
    """The clock to measure by; must be called before solvers are imported."""
    if clock is Clock.CPU:
        time.time = time.process_time
        time.monotonic = time.process_time
        time.perf_counter = time.process_time
        return time.process_time
    return wall
