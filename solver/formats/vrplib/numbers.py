"""Numbers as VRPLIB writes them, decimals included, taken exactly."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from solver.formats.faults import FileFaults
from solver.formats.vrplib.text import Line

LARGEST = 10**9

_NUMBER = re.compile(r"[+-]?(\d{1,20}(\.\d{0,20})?|\.\d{1,20})([eE][+-]?\d{1,2})?")


ReadNumber = Callable[[Line, str, str], Decimal | None]
"""Reads a word of a line, called something in messages."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads numbers of lines; those that are none, or too large, become faults."""

    faults: FileFaults

    def number(self, line: Line, what: str, word: str) -> Decimal | None:
        """A number from 0 to 10^9; None after a fault."""
        return self._decimal(line, what, word, 0)

    def coordinate(self, line: Line, what: str, word: str) -> Decimal | None:
        """A number of magnitude 10^9 at most; None after a fault."""
        return self._decimal(line, what, word, -LARGEST)

    def quantity(self, line: Line, what: str, word: str) -> Decimal | None:
        """An integer from 0 to 10^9; None after a fault."""
        value = self.whole(line, what, word, 0, LARGEST)
        return None if value is None else Decimal(value)

    def scalable(self, scale: int) -> ReadNumber:
        """What reads a length or a time: where nothing is scaled, only integers will do."""
        return self.quantity if scale == 1 else self.number

    def whole(self, line: Line, what: str, word: str, lowest: int, largest: int) -> int | None:
        """An integer, also written as `12.0`; None after a fault."""
        value = Decimal(word) if _NUMBER.fullmatch(word) else None
        if value is None or not lowest <= value <= largest or value != int(value):
            rule = f"{what} must be an integer from {lowest} to {largest}"
            self.faults.add(line.field, rule, word)
            return None
        return int(value)

    def _decimal(self, line: Line, what: str, word: str, lowest: int) -> Decimal | None:
        value = Decimal(word) if _NUMBER.fullmatch(word) else None
        if value is None or not lowest <= value <= LARGEST:
            self.faults.add(line.field, f"{what} must be a number from {lowest} to {LARGEST}", word)
            return None
        return value

    def has_words(self, line: Line, columns: Sequence[str]) -> bool:
        """Whether a row has as many words as columns; a fault if not."""
        if len(line.words) == len(columns):
            return True
        rule = f"needs {len(columns)} numbers ({', '.join(columns)}), has {len(line.words)}"
        self.faults.add(line.field, rule, " ".join(line.words))
        return False


def is_whole(word: str) -> bool:
    """Whether a word is a number without a fraction; other words are for a reader to refuse."""
    return word.isdigit() or not _NUMBER.fullmatch(word) or Decimal(word) == int(Decimal(word))


def times(value: Decimal, scale: int) -> int:
    """The value times the scale, rounded."""
    return int((value * scale).to_integral_value(ROUND_HALF_EVEN))
