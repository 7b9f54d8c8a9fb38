"""A child process that searches: started, listened to and ended by the thread that owns it."""

import os
import queue
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO, cast

from solver.engines.routing.wire import Done, Hearing, Message, Request, receive, send

WORKER = "solver.engines.routing.worker"
LAST_WORDS = 2_000


class Child:
    """Use it in a `with` block: however the block is left, the process is gone afterwards.

    A fresh interpreter runs a module by name, so the caller's main program is never imported again.
    It has its own session: Ctrl-C reaches the owner only, who then ends it.
    """

    def __init__(
        self, request: Request | Hearing, inbox: "queue.Queue[tuple[Child, Message]]"
    ) -> None:
        self._inbox = inbox
        self._words: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path),
        }
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env=environment,
            start_new_session=True,
        )
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
        self._process.wait()
        self._talk.join(timeout=5)
        for pipe in (self._process.stdin, self._process.stdout, self._words):
            if pipe is not None:
                with suppress(BrokenPipeError):  # of a request that it had not read to the end
                    pipe.close()

    def _converse(self, request: Request | Hearing) -> None:
        """Send the request, pass on every message, and say Done in its name if it never did."""
        iterations = 0
        try:
            send(cast(BinaryIO, self._process.stdin), request)
            while (message := receive(cast(BinaryIO, self._process.stdout))) is not None:
                self._inbox.put((self, cast(Message, message)))
                iterations = cast(Message, message).iterations
                if isinstance(message, Done):
                    return
        except (OSError, ValueError):
            pass  # the pipe broke: said below, with the reason
        self._inbox.put((self, Done(iterations, self._epitaph())))

    def _epitaph(self) -> str:
        code = self._process.wait()
        self._words.seek(0, os.SEEK_END)
        self._words.seek(max(0, self._words.tell() - LAST_WORDS))
        words = self._words.read().decode(errors="replace").strip()
        last = words.splitlines()[-1] if words else "it said nothing"
        return f"the process ended with code {code}: {last}"
