"""How a table of a file is described: its columns, what they hold, what identifies a row."""

from dataclasses import dataclass
from typing import Any

from dispatch.exchange import cells

SHORT_TEXT, LONG_TEXT = 200, 4000


@dataclass(frozen=True)
class Column:
    """A column: how its cells are read and what people are told about it.

    An empty cell, or a missing column, counts as `default`, unless the column is required.
    `refers_to` names the table whose rows the codes in this column stand for.
    """

    name: str
    parse: cells.Parse
    help: str
    required: bool = False
    default: Any = None
    refers_to: str = ""
    longest: int = SHORT_TEXT


@dataclass(frozen=True)
class Table:
    """One kind of file. Rows with the same values in the `key` columns are the same `thing`."""

    name: str
    thing: str
    help: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def headings(self) -> frozenset[str]:
        """Names of all columns."""
        return frozenset(column.name for column in self.columns)

    @property
    def required(self) -> frozenset[str]:
        """Names of the columns that a file must have."""
        return frozenset(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def code_column(what: str) -> Column:
    """The column `code`, by which other tables refer to a row."""
    return Column("code", cells.code, f"Code of the {what} in files", required=True)


def name_column(what: str) -> Column:
    """The column `name`, by which people know what a row is about."""
    return Column("name", cells.text, f"Name of the {what}", required=True)
