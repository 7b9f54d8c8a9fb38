"""Strict pydantic types shared by the JSON formats, and pydantic's errors as faults."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import numpy as np
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails

from solver.formats.faults import FileFaults, field_path
from solver.problem import IntMatrix

INT64 = 2**63

Int64 = Annotated[int, Field(ge=-INT64, lt=INT64)]
Natural = Annotated[int, Field(ge=0, lt=INT64)]
Rows = list[Any]
"""A matrix as read; `int_matrix` checks it, far faster than a pydantic model of its cells could."""

M = TypeVar("M", bound=BaseModel)

_RULES: Mapping[str, str] = {
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "too_short": "must have at least {min_length} entries, not {actual_length}",
    "too_long": "must have at most {max_length} entries, not {actual_length}",
    "literal_error": "must be {expected}",
    "missing": "required, but missing",
    "extra_forbidden": "no such field in this format",
    "int_type": "must be an integer",
    "float_type": "must be a number",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "finite_number": "must be a finite number",
}


def parse_model(model: type[M], document: Any, faults: FileFaults) -> M:
    """Validate a JSON document. Raises `UnreadableInput` with every fault that pydantic finds."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _add_fault(faults, detail)
        faults.raise_if_any()
        raise


def int_matrix(rows: Rows, field: str, faults: FileFaults) -> IntMatrix:
    """Turn rows of non-negative integers into a square matrix; faults name the row or cell.

    A matrix with a fault comes back empty, so that reading can go on to find more faults.
    """
    before = len(faults.faults)
    for index, row in enumerate(rows):
        _check_row(row, len(rows), f"{field}[{index}]", faults)
    if len(faults.faults) > before or not rows:
        return np.zeros((0, 0), dtype=np.int64)
    return np.array(rows, dtype=np.int64)


def _check_row(row: Any, size: int, field: str, faults: FileFaults) -> None:
    if not isinstance(row, list):
        faults.add(field, "must be a list of integers", row)
    elif len(row) != size:
        faults.add(field, f"must have {size} entries like the matrix has rows, not {len(row)}")
    elif set(map(type, row)) != {int} or min(row) < 0 or max(row) >= INT64:
        for column, value in enumerate(row):
            if type(value) is not int or not 0 <= value < INT64:
                faults.add(f"{field}[{column}]", "must be a non-negative integer", value)
                return  # one cell a row is enough to find the trouble


def _add_fault(faults: FileFaults, detail: ErrorDetails) -> None:
    template = _RULES.get(detail["type"])
    if template is None:
        rule = detail["msg"].removeprefix("Value error, ")
    else:
        rule = template.format(**detail.get("ctx", {}))
    if detail["type"] in {"missing", "extra_forbidden"}:
        faults.add(field_path(detail["loc"]), rule)
    else:
        faults.add(field_path(detail["loc"]), rule, detail["input"])
