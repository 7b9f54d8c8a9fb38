"""Workbooks that would exhaust whoever unpacks them are refused before anything does."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.exchange.reading.grid import Reading
from dispatch.exchange.reading.limits import LIMITS, Limits
from dispatch.exchange.reading.workbook_scan import Refused, scan_workbook
from dispatch.exchange.reading.workbooks import read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
    '<sheet name="customers" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>"
)
ROOT = (
    f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
HEADINGS = "".join(
    f'<c r="{letter}1" t="inlineStr"><is><t>{heading}</t></is></c>'
    for letter, heading in zip("ABC", ("code", "name", "tier"), strict=True)
)


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def workbook(rows: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook as bytes; `parts` replaces parts or adds some."""
    content = {
        "_rels/.rels": ROOT,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": sheet(f'<row r="1">{HEADINGS}</row>{rows}'),
        **(parts or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return stream.getvalue()


def read(data: bytes, limits: Limits = LIMITS) -> Reading:
    reading = Reading([], [], [])
    read_workbook(data, "a.xlsx", "a", reading, limits)
    return reading


def refusal(data: bytes, **limits: int) -> str:
    with pytest.raises(Refused) as caught:
        scan_workbook(data, Limits(**limits))
    return str(caught.value)


def test_a_small_workbook_is_read():
    row = '<row r="2"><c r="A2" t="inlineStr"><is><t>C1</t></is></c><c r="C2"><v>5</v></c></row>'
    (grid,) = read(workbook(row)).grids
    assert (grid.headings, grid.rows) == (["code", "name", "tier"], [(2, ["C1", "", "5"])])


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="2"><c r="XFD2"><v>1</v></c></row><row r="900000"><c><v>1</v></c></row>',
        "<row>" + "<c><v>1</v></c>" * 5_000 + "</row>" + '<row r="9999"><c><v>1</v></c></row>',
    ],
)
def test_one_cell_far_away_does_not_fill_the_memory(rows: str):
    assert refusal(workbook(rows)) == "has more than 2000000 cells"


def test_cells_that_are_only_coloured_do_not_count():
    assert scan_workbook(workbook('<row r="1048576"><c r="XFD1048576" s="1"/></row>'), LIMITS)


def test_what_unpacks_to_too_much_is_refused():
    zeros = {"xl/media/image.png": b"\0" * 3_000_000}
    assert refusal(workbook(parts=zeros)) == "unpacks to more than 200 times its size"
    assert "more than 1 MiB" in refusal(workbook(parts=zeros), unpacked_bytes=2**20, ratio=10**6)


def test_a_long_text_that_many_cells_share_is_refused():
    cells = '<row r="2">' + '<c t="s"><v>0</v></c>' * 50 + "</row>"
    strings = {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{"x" * 30_000}</t></si></sst>'}
    assert "MiB of text" in refusal(workbook(cells, strings), text_bytes=1_000_000)
    longer = {"xl/sharedStrings.xml": strings["xl/sharedStrings.xml"].replace("x", "xx")}
    assert refusal(workbook(cells, longer)) == "has a cell longer than 32767 characters"


def test_entities_are_refused_before_they_expand():
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        f'<worksheet xmlns="{MAIN}">&b;</worksheet>'
    )
    data = workbook(parts={"xl/worksheets/sheet1.xml": bomb})
    assert refusal(data) == "declares entities, which no workbook needs"


def test_a_workbook_of_a_thousand_parts_is_refused():
    parts = {f"xl/media/{number}.txt": b"" for number in range(20)}
    assert refusal(workbook(parts=parts), parts=20) == "has 24 parts; at most 20 are read"


def test_two_parts_with_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        stream = io.BytesIO(workbook())
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr("xl/worksheets/sheet1.xml", sheet(""))
    assert "two parts have the same name" in refusal(stream.getvalue())


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"xl/workbook.bin": b""}, "is no .xlsx workbook"),
        ({"content.xml": "<a/>"}, "is no .xlsx workbook"),
        ({"xl/worksheets/sheet1.xml": "<worksheet>"}, "is a damaged workbook"),
        ({"xl/worksheets/sheet1.xml": sheet('<row r="0"/>')}, "there is no row '0'"),
        (
            {"xl/worksheets/sheet1.xml": sheet('<row><c r="A0"><v>1</v></c></row>')},
            "there is no cell 'A0'",
        ),
        (
            {"xl/_rels/workbook.xml.rels": RELATIONS.replace("sheet1.xml", "evil.png")},
            "holds more than sheets",
        ),
    ],
)
def test_what_is_no_plain_workbook_is_refused(parts: dict[str, str | bytes], fault: str):
    assert fault in refusal(workbook(parts=parts))


def test_a_truncated_archive_is_refused():
    assert refusal(workbook()[:-40]).startswith("is a damaged workbook")


def test_an_error_and_a_formula_without_a_result_are_no_empty_cells():
    row = '<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2"><f>A1</f></c></row>'
    assert [str(fault) for fault in read(workbook(row)).faults] == [
        "a.xlsx, row 2, column A: holds an error, not a value (#REF!)",
        "a.xlsx, row 2, column B: is a formula without a result: open and save it in a "
        "spreadsheet program",
    ]


def test_the_result_of_a_formula_is_a_value():
    row = '<row r="2"><c r="A2"><f>40+2</f><v>42</v></c></row>'
    assert read(workbook(row)).grids[0].rows == [(2, ["42", "", ""])]


def test_a_hidden_sheet_is_passed_over():
    hidden = WORKBOOK.replace('sheetId="1"', 'sheetId="1" state="hidden"')
    reading = read(workbook(parts={"xl/workbook.xml": hidden}))
    assert reading.grids == []
    assert "has no headings" in str(reading.faults[0])


def test_rows_and_columns_are_bounded():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in (2, 3))
    assert "at most 1 and 64" in str(read(workbook(rows), Limits(rows=1)).faults[0])
    assert "3 columns" in str(read(workbook(), Limits(columns=2)).faults[0])


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_a_workbook_with_some_bytes_changed_is_read_or_refused(place: int, change: bytes):
    data = bytearray(workbook())
    place %= len(data) - len(change)
    data[place : place + len(change)] = change
    reading = read(bytes(data))
    assert reading.grids or reading.faults
