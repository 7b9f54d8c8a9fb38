"""Processes that solve: one is kept for the next call, with its kernels loaded."""

import atexit
import queue
import threading
from typing import cast

from solver.apart.wire import Ask, Cancel, Gone, Load, Said
from solver.processes import Process

MODULE = "solver.apart.worker"


class Worker:
    """A process that answers questions, one at a time."""

    def __init__(self) -> None:
        self._process = Process(MODULE)
        self._said: queue.Queue[Said] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, name="worker", daemon=True)
        self._listener.start()

    @property
    def id(self) -> int:
        """The number of its process."""
        return self._process.id

    @property
    def is_running(self) -> bool:
        """Whether the process has not ended yet."""
        return self._process.is_running

    def tell(self, message: Load | Ask | Cancel) -> None:
        """Say something; that it is gone is heard by who listens."""
        try:
            self._process.send(message)
        except (OSError, ValueError):
            self._process.kill()

    def hear(self, seconds: float) -> Said | None:
        """What it says next, None if that takes longer; `Gone` is the last of it."""
        try:
            return self._said.get(timeout=seconds)
        except queue.Empty:
            return None

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._listener.join(timeout=5)
        self._process.close()

    def _listen(self) -> None:
        try:
            while (message := self._process.receive()) is not None:
                self._said.put(cast(Said, message))
            words = self._process.epitaph()
        except Exception as error:  # it is of no use any more, whatever it is
            self._process.kill()
            words = f"what the process said cannot be read: {type(error).__name__}: {error}"
        self._said.put(Gone(words))


_lock = threading.Lock()
_spare: list[Worker] = []


def get_ready(*, kernels: bool = False, long_routes: bool = False) -> None:
    """Start a worker for the next call, unless there is one; returns at once.

    With `kernels` it loads them, or has them compiled, before it is asked for anything; with
    `long_routes` too, then those that only problems with long routes need.
    """
    worker = take()
    if kernels:
        worker.tell(Load(long_routes))
    give_back(worker)


def take() -> Worker:
    """The worker in reserve, or a new one."""
    with _lock:
        worker = _spare.pop() if _spare else None
    if worker is not None and worker.is_running:
        return worker
    if worker is not None:
        worker.end()
    return Worker()


def give_back(worker: Worker) -> None:
    """Keep it for the next call; one is enough."""
    with _lock:
        if not _spare:
            _spare.append(worker)
            return
    worker.end()


@atexit.register
def _end_spare() -> None:
    while _spare:
        _spare.pop().end()
