"""Where a problem or solution comes from: a path or an open stream, read once, decoded strictly."""

import os
from dataclasses import dataclass
from io import TextIOBase
from pathlib import Path
from typing import IO

from solver.formats.faults import FileFault, UnreadableInput

Readable = str | os.PathLike[str] | IO[bytes] | IO[str]


@dataclass(frozen=True, slots=True)
class Source:
    """The whole text of one input, and the name by which messages call it."""

    name: str
    text: str


def read_source(source: Readable) -> Source:
    """Read a path or stream as UTF-8 text; a byte order mark is dropped.

    Raises `UnreadableInput` when the file is missing, a directory, binary, in another encoding or
    empty.
    """
    name = source_name(source)
    try:
        content = _content(source)
    except OSError as error:
        raise UnreadableInput(name, [FileFault("", error.strerror or str(error))]) from error
    text = content if isinstance(content, str) else _decoded(name, content)
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        raise UnreadableInput(name, [FileFault("", "a binary file; expected text")])
    if not text.strip():
        raise UnreadableInput(name, [FileFault("", "the file is empty")])
    return Source(name, text)


def source_name(source: Readable) -> str:
    """The name of a path or stream in messages."""
    if isinstance(source, str | os.PathLike):
        return os.fspath(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else "<stream>"


def _content(source: Readable) -> str | bytes:
    if isinstance(source, str | os.PathLike):
        return Path(source).read_bytes()
    if isinstance(source, TextIOBase):  # take the bytes beneath: they are decoded by our own rules
        buffer = getattr(source, "buffer", None)
        if buffer is not None:
            return bytes(buffer.read())
    return source.read()


def _decoded(name: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableInput(name, [FileFault("", "UTF-16 text; save the file as UTF-8")])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        kind = "a binary file" if b"\x00" in content else "not UTF-8 text"
        rule = f"{kind}: byte 0x{content[error.start]:02x} at offset {error.start}"
        raise UnreadableInput(name, [FileFault("", rule)]) from error
