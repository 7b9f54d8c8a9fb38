"""Kernels made ready in the background, so that nobody waits for a compiler.

Kernels that were compiled before are loaded by a thread, in a second or two. Otherwise a process of
its own compiles them first, in half a minute, once per installation: a compiler in a thread would
take the interpreter from whoever searches meanwhile. The process outlives a run that ends sooner,
so that the next one finds its work done.

What only long routes need (`Part.EXCHANGES`) is compiled after the rest, and only for whoever asks.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from solver.engines.protocol import Heartbeat
from solver.engines.search.cache import VARIABLE, Part, is_warm, prepare
from solver.engines.search.turns import turn
from solver.engines.search.warm import warm_exchanges, warm_insertion, warm_up

COMPILING = {
    Part.SEARCH: "compiling the search, once per installation (half a minute)",
    Part.EXCHANGES: "compiling exchanges of long routes, once per installation (some seconds)",
}
APART = {
    Part.SEARCH: "from solver.engines.search.warming import compile_by_two; compile_by_two()",
    Part.EXCHANGES: "from solver.engines.search.warm import warm_exchanges; warm_exchanges()",
}
BEAT_SECONDS = 0.1
ROUTES = "from solver.engines.search.warm import warm_routes; warm_routes()"


class Warming:
    """Kernels on their way: `ready` once they can run in this process, `failure` if they cannot."""

    def __init__(self, part: Part = Part.SEARCH) -> None:
        self.failure: BaseException | None = None
        self.message = ""
        self._part = part
        with suppress(Exception):  # whatever it is, the thread will meet it again and keep it
            self.message = "" if is_warm(part) else COMPILING[part]
        self._thread = threading.Thread(target=self._work, name="kernels", daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether there is nothing to wait for any more."""
        return not self._thread.is_alive()

    @property
    def ready(self) -> bool:
        """Whether the kernels can run."""
        return self.over and self.failure is None

    def wait(self, seconds: float | None = None) -> None:
        """Return when it is over, or after so many seconds, if any."""
        self._thread.join(seconds)

    def _work(self) -> None:
        try:
            if self._part is Part.EXCHANGES:
                begin().wait()  # what both need is compiled by then
            if not is_warm(self._part):
                compile_apart(self._part)
            if self._part is Part.SEARCH:
                warm_up()
            else:
                warm_exchanges()
        except Exception as error:  # whoever waits must learn of it, whatever it is
            self.failure = error


_lock = threading.Lock()
_begun: dict[Part, Warming] = {}


def begin(part: Part = Part.SEARCH) -> Warming:
    """Make kernels ready unless that is done or under way; what failed is tried again."""
    with _lock:
        begun = _begun.get(part)
        if begun is None or (begun.over and not begun.ready):
            begun = _begun[part] = Warming(part)
        return begun


def is_ready() -> bool:
    """Whether the kernels that all searches need can run in this process without waiting."""
    return Part.SEARCH in _begun and _begun[Part.SEARCH].ready


def until_over(warming: Warming) -> Iterator[Heartbeat]:
    """Wait for kernels on their way, alive all the while."""
    yield Heartbeat(message=warming.message)
    while not warming.over:
        warming.wait(BEAT_SECONDS)
        yield Heartbeat(message=warming.message)


def compile_apart(part: Part = Part.SEARCH) -> None:
    """Compile the kernels in a process of its own, unless somebody else is just doing so.

    If that fails, so does whoever compiles them in this process next, and says why.
    """
    with suppress(OSError), turn(prepare()) as lock:  # no process to be had: then this one compiles
        if not is_warm(part):
            _start(APART[part], lock).wait()


def compile_by_two() -> None:
    """Compile half of the kernels in one more process, half in this one; then what calls both.

    What either finds in the cache it need not compile. Both may write it: numba puts whole files
    in place, and what both compile is the same.
    """
    other = None
    with suppress(OSError):
        other = _start(ROUTES)
    warm_insertion()
    if other is not None:
        other.wait()
    warm_up()


def _start(code: str, keeps: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
    """Run code in a process that outlives this one, and keeps these files open."""
    environment = {
        **os.environ,
        VARIABLE: str(prepare().parent),
        "PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path),
    }
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
        pass_fds=keeps,
    )
