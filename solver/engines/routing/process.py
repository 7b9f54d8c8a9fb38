"""A child process that searches: started, listened to and ended by the thread that owns it."""

import queue
import threading
from types import TracebackType
from typing import cast

from solver.engines.routing.wire import Done, Hearing, Message, Request
from solver.processes import Process

WORKER = "solver.engines.routing.worker"


class Child:
    """Use it in a `with` block: however the block is left, the process is gone afterwards."""

    def __init__(
        self, request: Request | Hearing, inbox: "queue.Queue[tuple[Child, Message]]"
    ) -> None:
        self._inbox = inbox
        self._process = Process(WORKER)
        self._talk = threading.Thread(target=self._converse, args=(request,), daemon=True)

    def __enter__(self) -> "Child":
        self._talk.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._talk.join(timeout=5)
        self._process.close()

    @property
    def is_running(self) -> bool:
        """Whether the process has not ended yet."""
        return self._process.is_running

    def _converse(self, request: Request | Hearing) -> None:
        """Send the request, pass on every message, and say Done in its name if it never did."""
        iterations = 0
        try:
            self._process.send(request)
            while (message := self._process.receive()) is not None:
                self._inbox.put((self, cast(Message, message)))
                iterations = cast(Message, message).iterations
                if isinstance(message, Done):
                    return
        except (OSError, ValueError):
            pass  # the pipe broke: said below, with the reason
        self._inbox.put((self, Done(iterations, self._process.epitaph())))
