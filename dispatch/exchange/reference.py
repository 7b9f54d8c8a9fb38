"""The reference of all tables as people read it; `docs/import.md` holds it."""

from collections.abc import Iterator

from dispatch.exchange.spec import Column, Table
from dispatch.exchange.tables import TABLES


def reference() -> str:
    """Every table with its columns, in Markdown."""
    return "\n".join(line for table in TABLES for line in _table(table))


def _table(table: Table) -> Iterator[str]:
    yield f"### {table.name} ({table.chinese})"
    yield ""
    yield f"{table.help}. A row is known by {' and '.join(f'`{name}`' for name in table.key)}."
    yield ""
    yield "| Column | | | Holds |"
    yield "|---|---|---|---|"
    for column in table.columns:
        need = "required" if column.required else "told" if column.told else ""
        yield f"| `{column.name}` | {column.chinese} | {need} | {_holds(column)} |"
    yield ""


def _holds(column: Column) -> str:
    return f"{column.help} ({column.refers_to})" if column.refers_to else column.help
