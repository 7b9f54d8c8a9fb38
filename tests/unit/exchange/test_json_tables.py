import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.exchange.reading.grid import Reading
from dispatch.exchange.reading.json_tables import read_json
from dispatch.exchange.reading.limits import Limits

ROW = {"code": "C1", "name": "Mill Farm", "tier": "regular"}


def read(data: Any, **limits: int) -> Reading:
    reading = Reading([], [], [])
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    read_json(raw, "day.json", "day", reading, Limits(**limits))
    return reading


def test_an_object_holds_a_list_of_rows_for_each_table():
    grids = read({"customers": [ROW], "sites": [{"code": "S1"}], "assets": []}).grids
    assert [(grid.label, grid.name) for grid in grids] == [
        ("day.json, customers", "customers"),
        ("day.json, sites", "sites"),
    ]


def test_a_list_of_rows_is_one_table_called_like_its_file():
    (grid,) = read([ROW, {"code": "C2", "vip": True}]).grids
    assert grid.name == "day"
    assert grid.rows == [(1, ["C1", "Mill Farm", "regular", None]), (2, ["C2", None, None, "true"])]


def test_several_values_of_a_cell_may_be_a_list():
    (grid,) = read([{"skills": ["boiler:3", "hvac:2"], "level": 3.0, "none": None}]).grids
    assert grid.rows == [(1, ["boiler:3; hvac:2", "3", ""])]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b"5", "must hold rows"),
        (b"{}", "must hold rows"),
        (b'{"customers": {"code": "C1"}}', "day.json, customers: must hold rows"),
        (b"[[1]]", "must hold rows"),
        (b'[{"code": {"a": 1}}]', "row 1, code: must be a single value"),
        (b'[{"code": [[1]]}]', "row 1, code: must be a single value"),
        (b'[{"a": NaN}]', "NaN is no number"),
        (b'[{"a": 1, "a": 2}]', "'a' stands twice"),
        (b"[" * 100_000, "too deeply nested"),
        (b'[{"a": ' + b"9" * 5_000 + b"}]", "not valid JSON"),
        (b"\xff\xfe\xff", "is not utf-16 text"),
    ],
)
def test_what_is_no_table_is_refused_by_name(data: bytes, fault: str):
    reading = read(data)
    assert fault in str(reading.faults[0])


def test_a_table_beyond_the_limits_is_not_read():
    assert "at most 1 and 64" in str(read([ROW, ROW], rows=1).faults[0])
    assert "3 columns" in str(read([ROW], columns=2).faults[0])


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
documents = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(documents)
def test_any_document_is_tables_or_faults_or_empty(document: Any):
    reading = read(document)
    empty = document == [] or (isinstance(document, dict) and [] in document.values())
    assert reading.grids or reading.faults or empty
