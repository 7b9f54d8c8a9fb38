"""Kernels made ready in the background, so that nobody waits for a compiler.

Kernels that were compiled before are loaded by a thread, in a second or two. Otherwise a process of
its own compiles them first, in half a minute, once per installation: a compiler in a thread would
take the interpreter from whoever searches meanwhile. The process outlives a run that ends sooner,
so that the next one finds its work done.
"""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from solver.engines.search.cache import VARIABLE, is_warm, prepare
from solver.engines.search.turns import turn
from solver.engines.search.warm import warm_insertion, warm_up

COMPILING = "compiling the search, once per installation (half a minute)"
APART = "from solver.engines.search.warming import compile_by_two; compile_by_two()"
ROUTES = "from solver.engines.search.warm import warm_routes; warm_routes()"


class Warming:
    """Kernels on their way: `ready` once they can run in this process, `failure` if they cannot."""

    def __init__(self) -> None:
        self.failure: BaseException | None = None
        self.message = ""
        with suppress(Exception):  # whatever it is, the thread will meet it again and keep it
            self.message = "" if is_warm() else COMPILING
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

    def wait(self, seconds: float) -> None:
        """Return when it is over, or after so many seconds."""
        self._thread.join(seconds)

    def _work(self) -> None:
        try:
            if not is_warm():
                compile_apart()
            warm_up()
        except Exception as error:  # whoever waits must learn of it, whatever it is
            self.failure = error


_lock = threading.Lock()
_begun: list[Warming] = []


def begin() -> Warming:
    """Make the kernels ready unless that is done or under way; one that failed is tried again."""
    with _lock:
        if not _begun or (_begun[0].over and not _begun[0].ready):
            _begun[:] = [Warming()]
        return _begun[0]


def is_ready() -> bool:
    """Whether the kernels can run in this process without waiting."""
    return bool(_begun) and _begun[0].ready


def compile_apart() -> None:
    """Compile the kernels in a process of its own, unless somebody else is just doing so.

    If that fails, so does whoever compiles them in this process next, and says why.
    """
    with suppress(OSError), turn(prepare()) as lock:  # no process to be had: then this one compiles
        if not is_warm():
            _start(APART, lock).wait()


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
