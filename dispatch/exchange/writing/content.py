"""What is written: tables with rows of values, before they have a format."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dispatch.exchange.kinds import Cell
from dispatch.exchange.language import Language
from dispatch.exchange.spec import Table

Values = Mapping[str, Any]
"""Values of a row by column, as reading a file would give them; None or missing: empty."""


@dataclass(frozen=True)
class Content:
    """One table to write."""

    table: Table
    rows: Sequence[Values]


def cells_of(content: Content, language: Language) -> Iterator[list[Cell]]:
    """Rows of cells, in the order of the columns."""
    columns = content.table.columns
    for row in content.rows:
        yield [
            None if (value := row.get(column.name)) is None else column.kind.write(value, language)
            for column in columns
        ]


def headings_of(table: Table, language: Language) -> list[str]:
    """What stands above the columns."""
    return [column.heading(language) for column in table.columns]


def only(values: Iterable[Any]) -> list[Any] | None:
    """A list to write, None when it is empty."""
    return list(values) or None
