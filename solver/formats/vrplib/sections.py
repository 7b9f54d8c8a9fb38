"""Sections with one row for each node or vehicle: nothing missing, nothing twice."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from solver.formats.vrplib.numbers import Reader, ReadNumber
from solver.formats.vrplib.text import Line, Text

Values = tuple[Decimal, ...]

_MOST_NAMED = 5


def table(
    text: Text,
    name: str,
    columns: Sequence[str],
    size: int,
    reader: Reader,
    read: ReadNumber,
    judge: Callable[[Line, Values], None] = lambda line, values: None,
) -> list[Values] | None:
    """Values of a section by node (or vehicle) from 1 to `size`; None if there is none.

    The first of the columns is the number of the node. A value with a fault counts as zero;
    `judge` may find more faults in a row.
    """
    if name not in text.sections:
        return None
    zeros = (Decimal(0),) * (len(columns) - 1)
    values = [zeros] * size
    for number, line in numbered_rows(text, name, columns[0], size, reader).items():
        if reader.has_words(line, columns):
            found = (
                read(line, what, word)
                for what, word in zip(columns[1:], line.words[1:], strict=True)
            )
            values[number - 1] = tuple(value or Decimal(0) for value in found)
            judge(line, values[number - 1])
    return values


def numbered_rows(text: Text, name: str, what: str, size: int, reader: Reader) -> dict[int, Line]:
    """Rows of a section by the number from 1 to `size` that each begins with."""
    section = text.sections[name]
    rows: dict[int, Line] = {}
    sound = True
    for line in section.rows:
        number = reader.whole(line, what, line.words[0], 1, size)
        if number is None:
            sound = False
        elif number in rows:
            reader.faults.add(line.field, f"a second row for this {what}", number)
        else:
            rows[number] = line
    if sound and len(rows) < size:
        rule = f"{name} has no row for {what} {_missing(rows, size)}"
        reader.faults.add(section.heading.field, rule)
    return rows


def _missing(rows: dict[int, Line], size: int) -> str:
    named = [str(number) for number in range(1, size + 1) if number not in rows]
    more = len(named) - _MOST_NAMED
    return ", ".join(named[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
