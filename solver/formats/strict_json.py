"""JSON as its standard has it: no NaN or Infinity, no key twice, whole characters only."""

import json
import math
import re
from collections import Counter
from typing import Any

from solver.formats.faults import FileFault, FileFaults, UnreadableInput, shown
from solver.formats.source import Source

_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONGEST_NUMBER = 400  # digits; int() itself refuses from 4,300 on


def parse_json(source: Source) -> Any:
    """Parse the text of a source. Raises `UnreadableInput` with all faults found."""
    faults = FileFaults(source.name)
    reader = _Reader(faults)
    try:
        document = json.loads(
            source.text,
            object_pairs_hook=reader.object,
            parse_constant=reader.constant,
            parse_float=reader.float,
            parse_int=reader.int,
        )
        if _ESCAPED_SURROGATE.search(source.text) and not _is_text(document):
            faults.add("", "half a surrogate pair (\\ud800 to \\udfff) is no character")
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UnreadableInput(source.name, [FileFault(place, f"not JSON: {error.msg}")]) from error
    except RecursionError as error:
        raise UnreadableInput(source.name, [FileFault("", "nested too deeply")]) from error
    faults.raise_if_any()
    return document


def _is_text(document: Any) -> bool:
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


class _Reader:
    """The hooks of `json.loads`; what they refuse becomes a fault, and parsing goes on."""

    def __init__(self, faults: FileFaults) -> None:
        self._faults = faults

    def object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        document = dict(pairs)
        if len(document) < len(pairs):
            for key, count in Counter(key for key, _ in pairs).items():
                if count > 1:
                    self._faults.add(shown(key), "the same key twice in one object")
        return document

    def constant(self, name: str) -> float:
        self._faults.add("", f"{name} is not a number that JSON knows")
        return 0.0

    def float(self, digits: str) -> float:
        number = float(digits)
        if not math.isfinite(number):
            self._faults.add("", "a number too large to represent", digits)
            return 0.0
        return number

    def int(self, digits: str) -> int:
        if len(digits) > _LONGEST_NUMBER:
            self._faults.add("", "a number too large to represent", digits)
            return 0
        return int(digits)
