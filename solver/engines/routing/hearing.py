"""Asks a process of OR-Tools to judge, and waits no longer than it may take."""

import queue
import time
from collections.abc import Sequence

from solver.engines.protocol import EngineError
from solver.engines.routing.process import Child
from solver.engines.routing.wire import Done, Hearing, LeftOut, Message, Trial, Verdict


def hear(cases: Sequence[Trial | LeftOut], seconds: float) -> list[Verdict]:
    """One verdict per case, in order.

    Raises EngineError if the process breaks down, or is not done after so many seconds.
    """
    inbox: queue.Queue[tuple[Child, Message]] = queue.Queue()
    until, found = time.monotonic() + seconds, list[Verdict]()
    with Child(Hearing(tuple(cases)), inbox):
        while True:
            try:
                _, message = inbox.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                raise EngineError(f"it was not done after {seconds:g} s") from None
            if isinstance(message, Verdict):
                found.append(message)
            elif isinstance(message, Done):
                if message.error or len(found) < len(cases):
                    raise EngineError(message.error or "it ended before it had judged all")
                return found
