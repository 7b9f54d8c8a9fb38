"""JSON for people and machines: short things on one line, and every row of a matrix on its own."""

import json
from typing import Any

_WIDTH = 140


def pretty_json(document: Any) -> str:
    """Serialise, indented by two, with a newline at the end. Raises ValueError on NaN."""
    return _text(document, 0) + "\n"


def _text(value: Any, depth: int) -> str:
    flat = not isinstance(value, dict | list) or _is_row(value)
    if flat or not value or _is_small(value):
        line = json.dumps(value, ensure_ascii=False, allow_nan=False)
        if flat or len(line) + 2 * depth <= _WIDTH:
            return line
    inner, outer = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    if isinstance(value, dict):
        parts = [f"{json.dumps(k, ensure_ascii=False)}: {_text(v, depth + 1)}"
                 for k, v in value.items()]  # fmt: skip
        return "{" + inner + ("," + inner).join(parts) + outer + "}"
    return "[" + inner + ("," + inner).join(_text(v, depth + 1) for v in value) + outer + "]"


def _is_row(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(entry, dict | list) for entry in value)


def _is_small(value: Any) -> bool:
    """Whether it is worth trying one line: a few scalars and lists of them, no object inside."""
    entries = value.values() if isinstance(value, dict) else value
    return len(value) <= 12 and not any(
        isinstance(entry, dict) or (isinstance(entry, list) and not _is_row(entry))
        for entry in entries
    )
