"""Output that appears whole or not at all."""

import os
import shutil
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from dispatch.errors import BadInput, Fault

STANDARD_OUTPUT = "-"


class OutputFile:
    """A file written beside its place and moved there in one step; `-` is standard output.

    Entering the block finds out whether the place can be written, before anything dear is computed;
    leaving it without `write` leaves what was there before. Raises `BadInput` if it cannot be
    written.
    """

    def __init__(self, target: str) -> None:
        self._target = target
        self._path = Path(target).resolve()
        self._part = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        self._to_stdout = target == STANDARD_OUTPUT
        # a device or a pipe cannot be replaced by a file, and must not be
        self._in_place = self._path.exists() and not self._path.is_file()

    def __enter__(self) -> Self:
        if self._to_stdout:
            return self
        if self._path.is_dir():
            raise self._refused("is a directory")
        try:
            if not self._in_place:
                self._part.touch()
                self._part.unlink()  # a run that is killed meanwhile leaves nothing behind
        except OSError as error:
            raise self._refused(error.strerror or str(error)) from error
        return self

    def write(self, text: str) -> None:
        """Put the whole text where it belongs, as UTF-8."""
        self.write_bytes(text.encode())

    def write_bytes(self, data: bytes) -> None:
        """Put the whole file where it belongs."""
        try:
            if self._to_stdout:
                self._print(data)
            else:
                self._write_file(data)
        except BrokenPipeError:
            raise  # whoever read it wanted no more
        except OSError as error:
            raise self._refused(error.strerror or str(error)) from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if not (self._to_stdout or self._in_place):
            self._part.unlink(missing_ok=True)

    @staticmethod
    def _print(data: bytes) -> None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def _write_file(self, data: bytes) -> None:
        if self._in_place:
            self._path.write_bytes(data)
            return
        self._part.write_bytes(data)
        if self._path.exists():
            shutil.copymode(self._path, self._part)
        self._part.replace(self._path)

    def _refused(self, reason: str) -> BadInput:
        return BadInput([Fault(f"cannot be written: {reason}", file=self._target)])
