"""What every format of file becomes first: headings, and rows of text below them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dispatch.errors import Fault

Cells = Sequence[str | None]

_EXACT = 10**15  # above, a workbook has lost digits
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Grid:
    """One table as it stands in a file.

    `label` is what faults call it, `name` a hint at which table it is (of the file or the sheet).
    Cells are stripped text; None where a row does not have the column at all. Rows come with the
    numbers by which people find them. In an `escaped` grid, text that a spreadsheet could take for
    a formula stands behind an apostrophe.
    """

    label: str
    name: str
    headings: Sequence[str]
    rows: Sequence[tuple[int, Cells]]
    escaped: bool = True


@dataclass
class Reading:
    """What has been read of all files: grids, faults, and remarks on how they were read."""

    grids: list[Grid]
    faults: list[Fault]
    notes: list[str]


def as_text(value: Any) -> str:
    """A typed cell as people would have written it. Raises ValueError for what is no single value.

    Times are rounded to the second: a workbook keeps them as fractions of a day. A date is its
    midnight, which is how a workbook keeps it.
    """
    match value:
        case str():
            text = value.strip()
        case None:
            text = ""
        case bool():
            text = "true" if value else "false"
        case float() if value.is_integer() and abs(value) < _EXACT:
            text = str(int(value))
        case int() | float() | timedelta():
            text = str(value)
        case datetime():
            text = _rounded(value).isoformat()
        case date():
            text = f"{value.isoformat()}T00:00:00"
        case time():
            text = value.replace(microsecond=0).isoformat()
        case _:
            raise ValueError("must be a single value")
    return text


def _rounded(value: datetime) -> datetime:
    whole = value.replace(microsecond=0)
    return whole + _SECOND if value.microsecond >= 500_000 else whole
