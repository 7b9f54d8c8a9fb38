"""Rubbish is refused with faults, whatever it is: no other exception, nothing written."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch.errors import BadInput
from dispatch.exchange import TABLES, import_files
from dispatch.store import Store
from tests.builders.full_town import FULL_TOWN
from tests.integration.exchange.conftest import NOW

CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            *("", " ", "0", "-1", "1e999", "nan", "S1", "T1", "C1", "harbour", "24/7", "closed"),
            *("2026-03-17T08:00", "2026-03-29T01:30", "04/03/2026", "9999-12-31T23:59-12:00"),
            *("boiler:3; boiler:3", "30 min 11:30-13:30 @ 99,999", "紧急", "是", "#", "'=1"),
            *("0001-01-01T00:00+14:00", "1 d working", "Mo-Su 00:00-24:00", "x" * 5000),
        ]
    ),
)


@st.composite
def bent_tables(draw: st.DrawFn) -> dict[str, str]:
    """A town in which some cells, or some lines, are something else."""
    tables = dict(FULL_TOWN)
    for name in draw(st.lists(st.sampled_from(sorted(tables)), min_size=1, max_size=3)):
        lines = tables[name].splitlines()
        row = draw(st.integers(0, len(lines) - 1))
        cells = lines[row].split(",")
        cells[draw(st.integers(0, len(cells) - 1))] = draw(CELLS)
        lines[row] = ",".join(cells)
        tables[name] = "\n".join(lines)
    return tables


@pytest.fixture(scope="module")
def empty(migrated_sqlite: Path) -> Store:
    return Store.open(f"sqlite:///{migrated_sqlite}")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(tables=bent_tables())
def test_bent_tables_are_imported_or_refused(empty: Store, tables: dict[str, str]):
    refused_or_not(
        empty, {f"{name}.csv": text.encode("utf-8", "replace") for name, text in tables.items()}
    )


@settings(max_examples=60)
@given(
    data=st.binary(max_size=300),
    name=st.sampled_from(["a.csv", "a.json", "a.xlsx", "customers.csv"]),
)
def test_any_bytes_are_refused_with_faults(empty: Store, data: bytes, name: str):
    refused_or_not(empty, {name: data})


@settings(max_examples=60)
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=4))
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_any_cells_under_the_headings_of_a_table_are_imported_or_refused(
    empty: Store, table, rows: list[list[str]]
):
    headings = ",".join(column.name for column in table.columns)
    width = len(table.columns)
    lines = [",".join((row * width)[:width]).replace("\n", " ") for row in rows]
    text = "\n".join([headings, *lines])
    refused_or_not(empty, {f"{table.name}.csv": text.encode("utf-8", "replace")})


def refused_or_not(store: Store, contents: dict[str, bytes]) -> None:
    with TemporaryDirectory() as folder, store.write(actor="fuzz", now=NOW) as unit:
        paths = []
        for name, data in contents.items():
            path = Path(folder) / name
            path.write_bytes(data)
            paths.append(path)
        try:
            import_files(unit, paths, NOW)
        except BadInput as error:
            assert error.faults
            assert all(fault.rule for fault in error.faults)
