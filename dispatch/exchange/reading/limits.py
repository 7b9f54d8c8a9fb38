"""How much of a file is read, so that no file can exhaust the memory or the patience of anybody."""

from dataclasses import dataclass
from typing import Final

MIB: Final = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file; rows, columns and cells are those of its tables.

    A workbook is a compressed archive: `unpacked_bytes` and `ratio` (unpacked over packed) bound
    what comes out of it, `text_bytes` what its cells hold when each has a copy of its text.
    """

    file_bytes: int = 20 * MIB
    rows: int = 50_000
    columns: int = 64
    sheets: int = 40
    cells: int = 2_000_000
    merged: int = 1_000
    parts: int = 1_000
    unpacked_bytes: int = 200 * MIB
    ratio: int = 200
    text_bytes: int = 100 * MIB
    longest_cell: int = 32_767


LIMITS: Final = Limits()
