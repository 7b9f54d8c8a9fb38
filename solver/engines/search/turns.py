"""One compiler at a time: a run that finds the kernels missing waits for whoever compiles them.

A lock on a file belongs to all who have it open. So the process that compiles is handed it, keeps
it however the run that started it ends, and gives it back however it ends itself.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 120.0
"""Seconds to wait for another compiler: beyond, it may hang, and two are better than none."""
PAUSE = 0.1
NAME = "compiling.lock"


@contextmanager
def turn(folder: Path, patience: float = PATIENCE) -> Iterator[tuple[int, ...]]:
    """Wait until nobody else compiles into this folder; within the block nobody else begins.

    Yields the open file that holds the lock, to be handed to a process that shall keep it. Where
    there are no locks, or not within `patience` seconds, it yields nothing: then two may compile
    the same, which only takes time.
    """
    file = _opened(folder)
    try:
        yield (file,) if file is not None and _claimed(file, patience) else ()
    finally:
        if file is not None:
            os.close(file)


def _opened(folder: Path) -> int | None:
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    return None


def _claimed(file: int, patience: float) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl

    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(PAUSE)
        except OSError:  # a file system without locks
            return False
