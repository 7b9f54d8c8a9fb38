"""The child process: reads one request, writes ever better plans, and ends with its parent.

Solve holds the interpreter lock, so nothing here can watch for the parent's death in a thread. The
kernel does: after the request the pipe only ever changes when the parent dies, and that raises
SIGIO, which ends a process that does not handle it. Ctrl-C is the parent's business.
"""

import os
import select
import signal
import sys
import time
from typing import TYPE_CHECKING, BinaryIO

from solver.engines.routing.wire import Alive, Done, Hearing, Plan, Request
from solver.processes import receive, send, take_over_output

if TYPE_CHECKING:
    from solver.engines.routing.model import Search

ALIVE_SECONDS = 0.1


def main() -> None:
    """Serve one request on standard input; messages go to what standard output was."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, sink = sys.stdin.buffer, take_over_output()
    request = receive(source)
    if not isinstance(request, Request | Hearing):
        return
    _end_with_parent(source)
    try:
        if isinstance(request, Hearing):
            _judge(request, sink)
        else:
            _solve(request, sink)
    except BrokenPipeError:
        os._exit(1)
    except Exception as error:  # whatever it is, the parent must learn of it
        send(sink, Done(0, f"{type(error).__name__}: {error}"))


def _end_with_parent(source: BinaryIO) -> None:
    if sys.platform == "win32":
        return
    import fcntl  # not on every platform

    fcntl.fcntl(source, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(source, fcntl.F_GETFL)
    fcntl.fcntl(source, fcntl.F_SETFL, flags | os.O_ASYNC)
    poll = select.poll()
    poll.register(source, select.POLLIN)
    if poll.poll(0):  # it died before the signal was armed
        os._exit(1)


def _judge(request: Hearing, sink: BinaryIO) -> None:
    from solver.engines.routing.judge import judge

    for case in request.cases:
        send(sink, judge(case))
    send(sink, Done(0))


def _solve(request: Request, sink: BinaryIO) -> None:
    # OR-Tools is imported here, so that a parent that imports this module does not load it.
    from solver.engines.routing.model import Search

    began = time.monotonic()
    search = Search(request)
    reporter = _Reporter(request, sink, search)
    search.watch(reporter.look)
    left = None
    if request.seconds is not None:
        left = request.seconds - (time.monotonic() - began)
    search.run(left)
    send(sink, Done(reporter.iterations))


class _Reporter:
    """Called for each plan that the search accepts."""

    def __init__(self, request: Request, sink: BinaryIO, search: "Search") -> None:
        self._request, self._sink, self._search = request, sink, search
        self._best: int | None = None
        self._improved_at = 0
        self._spoke = time.monotonic()
        self.iterations = 0

    def look(self) -> None:
        """Say what is new. The search swallows exceptions of callbacks, so they end the process."""
        try:
            self._look()
        except Exception as error:
            send(self._sink, Done(self.iterations, f"{type(error).__name__}: {error}"))
            os._exit(1)

    def _look(self) -> None:
        self.iterations += 1
        cost = self._search.cost()
        if self._best is None or cost < self._best:
            self._best = cost
            if self._request.cost is None or cost < self._request.cost:
                self._improved_at = self.iterations
            self._say(Plan(self._search.plan(), self.iterations))
        elif self._reached_a_limit():
            self._say(Done(self.iterations))
            os._exit(0)  # the search has no way to be left from a callback
        elif time.monotonic() - self._spoke > ALIVE_SECONDS:
            self._say(Alive(self.iterations))

    def _reached_a_limit(self) -> bool:
        total, idle = self._request.iterations, self._request.idle_iterations
        if total is not None and self.iterations >= total:
            return True
        return idle is not None and self.iterations - self._improved_at >= idle

    def _say(self, message: Plan | Alive | Done) -> None:
        try:
            send(self._sink, message)
        except BrokenPipeError:  # nobody listens any more
            os._exit(1)
        self._spoke = time.monotonic()


if __name__ == "__main__":
    main()
