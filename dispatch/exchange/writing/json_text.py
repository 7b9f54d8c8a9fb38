"""JSON: an object with a list of rows for each table; numbers and truth values keep their type."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dispatch.exchange.kinds import Cell
from dispatch.exchange.language import Language
from dispatch.exchange.writing.content import Content, cells_of, headings_of
from dispatch.exchange.writing.csv_text import moment_text


def json_bytes(contents: Sequence[Content], language: Language) -> bytes:
    """Tables as one JSON document, a row a line."""
    tables = [_table(content, language) for content in contents]
    return ("{\n" + ",\n".join(tables) + "\n}\n").encode()


def _table(content: Content, language: Language) -> str:
    headings = headings_of(content.table, language)
    rows = [
        _dumps(dict(zip(headings, map(_plain, row), strict=True)))
        for row in cells_of(content, language)
    ]
    lines = ",\n".join(f"  {row}" for row in rows)
    name = _dumps(content.table.title(language))
    return f"{name}: [\n{lines}\n]" if rows else f"{name}: []"


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _plain(cell: Cell) -> Cell:
    match cell:
        case datetime():
            return moment_text(cell)
        case date():
            return cell.isoformat()
    return cell
