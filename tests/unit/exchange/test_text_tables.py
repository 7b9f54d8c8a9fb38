import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.exchange.reading.grid import Reading
from dispatch.exchange.reading.limits import Limits
from dispatch.exchange.reading.text_tables import Undecodable, decode, read_text_table, sniff

CUSTOMERS = "客户编号,客户名称,客户等级\nC1,金龙饭店,贵宾\nC2,朱镕基纪念馆,普通\n"


def read(data: bytes, **limits: int) -> Reading:
    reading = Reading([], [], [])
    read_text_table(data, "a.csv", "a", reading, Limits(**limits))
    return reading


@pytest.mark.parametrize(
    ("python", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_chinese_is_read_in_every_encoding_that_spreadsheets_save(python: str, named: str):
    assert decode(CUSTOMERS.encode(python)) == (CUSTOMERS, named)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("code,name\nC1,Café au lait\n", "latin-1"),
        ("code,name\nC1,Élan\n", "cp1252"),
        ("code,name\nC1,Müller Straße Süd\n", "latin-1"),
        ("code,name\nC1,Привет из города\n", "cp1251"),
    ],
)
def test_letters_of_another_code_page_are_refused_and_not_garbled(text: str, encoding: str):
    with pytest.raises(Undecodable, match="is not UTF-8 text"):
        decode(text.encode(encoding))


def test_a_mark_that_promises_another_encoding_is_believed():
    with pytest.raises(Undecodable, match="is not utf-16 text"):
        decode(b"\xff\xfea")


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [
        ("code,name,tier", ","),
        ("code;name;tier", ";"),
        ("code\tname\ttier", "\t"),
        ('"name;tier",code', ","),
        ("客户编号;客户名称;客户等级", ";"),
        ("nothing", ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_one_that_makes_headings_known(line: str, delimiter: str):
    assert sniff(f"{line}\nC1;a,b\tc\n") == delimiter


def test_what_was_recognised_is_said():
    assert read(CUSTOMERS.replace(",", ";").encode("gb18030")).notes == [
        "a.csv: read as gb18030, separated by semicolons"
    ]
    assert read(CUSTOMERS.encode()).notes == []


def test_rows_keep_the_numbers_that_a_spreadsheet_shows():
    (grid,) = read(b"code,name,tier\n\n,,\nC1,A,new\n").grids
    assert [number for number, _ in grid.rows] == [4]


@pytest.mark.parametrize(
    ("limits", "fault"),
    [({"rows": 1}, "has 2 rows; at most 1"), ({"columns": 2}, "has 3 columns; at most 2")],
)
def test_a_table_beyond_the_limits_is_not_read(limits: dict[str, int], fault: str):
    reading = read(CUSTOMERS.encode(), **limits)
    assert reading.grids == []
    assert fault in str(reading.faults[0])


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_fault(data: bytes):
    reading = read(data)
    assert reading.grids or reading.faults
