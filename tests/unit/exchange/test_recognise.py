import pytest

from dispatch.exchange.reading.files import recognise
from dispatch.exchange.spec import Table
from dispatch.exchange.tables import SITES, TABLES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_with_its_required_headings_alone_is_known(table: Table):
    """Shifts and absences need the same ones: there the name of the file decides."""
    assert recognise(sorted(table.required), table.name) is table


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_with_every_heading_is_known_whatever_the_file_is_called(table: Table):
    assert recognise(sorted(table.headings), "customers") is table


def test_a_table_that_lacks_a_heading_is_known_by_the_name_of_the_file():
    assert recognise(["code", "customer", "base"], "sites") is SITES


def test_strange_headings_are_no_table_even_under_a_known_name():
    assert recognise(["colour", "size"], "sites") is None


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_a_table_refers_to_is_a_table_with_one_key(table: Table):
    by_name = {other.name: other for other in TABLES}
    for column in table.columns:
        if column.refers_to:
            assert len(by_name[column.refers_to].key) == 1
