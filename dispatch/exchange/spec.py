"""How a table of a file is described: its columns, what they hold, what identifies a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dispatch.exchange.kinds import Kind
from dispatch.exchange.language import Language, folded

SHORT_TEXT, LONG_TEXT = 200, 4000


@dataclass(frozen=True)
class Column:
    """A column: what its cells hold and what people are told about it, in both languages.

    An empty cell, or a missing column, counts as `default`, unless the column is required.
    `refers_to` names the table whose rows the codes in this column stand for. A column that is
    only `told` is written for people; reading passes over it.
    """

    name: str
    chinese: str
    kind: Kind
    help: str
    help_chinese: str
    example: str = ""
    required: bool = False
    default: Any = None
    refers_to: str = ""
    longest: int = SHORT_TEXT
    told: bool = False

    def heading(self, language: Language) -> str:
        """What stands above the column."""
        return self.chinese if language is Language.CHINESE else self.name

    def explained(self, language: Language) -> str:
        """What the column holds, in a few words."""
        return self.help_chinese if language is Language.CHINESE else self.help


@dataclass(frozen=True)
class Table:
    """One kind of file. Rows with the same values in the `key` columns are the same `thing`."""

    name: str
    chinese: str
    thing: str
    help: str
    help_chinese: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @cached_property
    def headings(self) -> frozenset[str]:
        """Names of all columns."""
        return frozenset(column.name for column in self.columns)

    @cached_property
    def required(self) -> frozenset[str]:
        """Names of the columns that a file must have."""
        return frozenset(column.name for column in self.columns if column.required)

    @cached_property
    def by_heading(self) -> Mapping[str, Column]:
        """Columns by every heading they may have, as `folded` compares them."""
        return {
            folded(heading): column
            for column in self.columns
            for heading in (column.name, column.chinese)
        }

    def title(self, language: Language) -> str:
        """What a sheet or a file with this table is called."""
        return self.chinese if language is Language.CHINESE else self.name

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
