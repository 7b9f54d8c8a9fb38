"""A process of our own beside this one: started, spoken to in pickles, and gone when it should be.

What is said is trusted as the process that says it: both ends are this program.
"""

import io
import os
import pickle
import re
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, BinaryIO, cast

LENGTH, PROTOCOL = 8, 5
LAST_WORDS = 10_000


def send(stream: BinaryIO, message: object) -> None:
    """Write one message and flush it: how many parts, their lengths, then the parts.

    The first part is a pickle, the others are the arrays in it, which so are not copied.
    """
    arrays: list[pickle.PickleBuffer] = []
    data = pickle.dumps(message, protocol=PROTOCOL, buffer_callback=arrays.append)
    parts = [memoryview(data), *(array.raw() for array in arrays)]
    for number in (len(parts), *(part.nbytes for part in parts)):
        stream.write(number.to_bytes(LENGTH, "big"))
    for part in parts:
        stream.write(part)
    stream.flush()


def receive(stream: BinaryIO) -> object | None:
    """Read one message; None at the end of the stream, even if it ends within a message."""
    try:
        sizes = [_number(stream) for _ in range(_number(stream))]
        data, *arrays = [_exactly(stream, size) for size in sizes]
    except EOFError:
        return None
    message: object = pickle.loads(data, buffers=arrays)  # noqa: S301 - our own process
    return message


def _number(stream: BinaryIO) -> int:
    return int.from_bytes(_exactly(stream, LENGTH), "big")


def _exactly(stream: BinaryIO, size: int) -> bytearray:
    data = bytearray(size)
    if cast(io.BufferedIOBase, stream).readinto(data) < size:
        raise EOFError
    return data


def take_over_output() -> BinaryIO:
    """In the process: keep standard output for messages; what libraries print goes to errors."""
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sink


class Process:
    """A fresh interpreter that runs a module by name: the caller's main program is not imported.

    It has its own session: Ctrl-C reaches the owner only, who then ends it.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        self._words: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `end`
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path),
        }
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env=environment,
            start_new_session=True,
        )

    @property
    def id(self) -> int:
        """Its number among all processes."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def send(self, message: object) -> None:
        """Say something to it. Raises OSError or ValueError if it listens no more."""
        send(cast(BinaryIO, self._process.stdin), message)

    def receive(self) -> object | None:
        """What it says next; None if it says nothing any more."""
        return receive(cast(BinaryIO, self._process.stdout))

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Close its pipes, once nobody reads or writes them."""
        for pipe in (self._process.stdin, self._process.stdout, self._words):
            if pipe is not None:
                with suppress(BrokenPipeError):  # of a message that it had not read to the end
                    pipe.close()

    def epitaph(self) -> str:
        """How it ended, and its last words; waits for that."""
        code = self._process.wait()
        self._words.seek(0, os.SEEK_END)
        self._words.seek(max(0, self._words.tell() - LAST_WORDS))
        said = self._words.read().decode(errors="replace")
        return f"the process ended {ending(code)}: {last_words(said)}"


def ending(code: int) -> str:
    """An exit code in words: `with code 1`, `by SIGSEGV`."""
    if code >= 0:
        return f"with code {code}"
    with suppress(ValueError):
        return f"by {signal.Signals(-code).name}"
    return f"by signal {-code}"


def last_words(said: str) -> str:
    """The line that tells most: where compiled code broke down, else the last one."""
    place = re.search(r'most recent call first\):\n  File "(.*)", line (\d+) in (.*)', said)
    if place is not None:
        file, line, function = place.groups()
        return f"in {function}, {Path(file).name}, line {line}"
    words = said.strip()
    return words.splitlines()[-1] if words else "it said nothing"
