"""The process that solves: one question after another, until nobody is there to ask."""

import faulthandler
import os
import queue
import signal
import sys
import threading
import time
import traceback
from typing import BinaryIO

from solver.apart.wire import Answer, Ask, Cancel, Load, Ready, Shown
from solver.engines.search import Part, begin
from solver.processes import receive, send, take_over_output
from solver.progress import Snapshot
from solver.result import Result
from solver.solution import Solution
from solver.solve import solve

Asked = tuple[Ask, threading.Event]


def main() -> None:
    """Answer what comes in by standard input; answers go to what standard output was."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable(all_threads=False)  # where it crashed; others may be running meanwhile
    source, sink = sys.stdin.buffer, take_over_output()
    asked: queue.Queue[Asked] = queue.Queue()
    threading.Thread(target=_listen, args=(source, asked), daemon=True).start()
    while True:
        send(sink, Ready())
        send(sink, Answer(_answer(*asked.get(), sink)))


def _listen(source: BinaryIO, asked: "queue.Queue[Asked]") -> None:
    """Take questions and cancel them; end the process when the other end is gone.

    What cannot be read, or breaks down here, ends it too, and is its last words.
    """
    code = 1
    try:
        cancel = threading.Event()
        while (message := receive(source)) is not None:
            if isinstance(message, Load):
                begin()
                if message.long_routes:
                    begin(Part.EXCHANGES)  # after the rest
            elif isinstance(message, Cancel):
                cancel.set()
            elif isinstance(message, Ask):
                cancel = threading.Event()
                asked.put((message, cancel))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _answer(ask: Ask, cancel: threading.Event, sink: BinaryIO) -> Result | Exception:
    def show_plan(plan: Solution) -> None:
        send(sink, Shown(None, {route.vehicle: route.tasks for route in plan.routes}))

    def show(snapshot: Snapshot) -> None:
        send(sink, Shown(snapshot))

    try:
        return solve(
            ask.problem,
            ask.stop,
            seed=ask.seed,
            engine=ask.engine,
            threads=ask.threads,
            on_progress=show,
            on_plan=show_plan,
            cancel=cancel,
            warm_start=ask.warm_start,
            late=time.monotonic() - ask.began,
        )
    except Exception as error:  # the caller's to deal with, whatever it is
        return error


if __name__ == "__main__":
    main()
