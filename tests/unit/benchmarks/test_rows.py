import pytest

from benchmarks.compare.rows import COLUMNS, BadResults, as_line, read
from tests.builders.benchmark_rows import a_row, no_plan

HEADER = ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize(
    "row",
    [
        a_row(),
        no_plan(note='PyVRP says "no", twice'),
        a_row(iterations=None, first_plan=None, trace="", sample=False, threads=2, load=12.25),
    ],
)
def test_a_row_survives_writing_and_reading(row):
    assert read(HEADER + as_line(row), "results.csv") == [row]


def test_a_note_of_several_lines_stays_on_one_line_of_the_file():
    line = as_line(a_row(note="first\nsecond\r\nthird"))
    assert line.count("\n") == 1
    assert read(HEADER + line, "results.csv")[0].note == "first second third"


def test_all_bad_lines_are_named_at_once():
    bad = as_line(a_row()).replace(",100,100,", ",100,many,")
    with pytest.raises(BadResults) as caught:
        read(HEADER + as_line(a_row()) + bad + "one,two\n", "results.csv")
    assert "line 3: tasks must be int, not 'many'" in str(caught.value)
    assert f"line 4: needs {len(COLUMNS)} values, has 2" in str(caught.value)


def test_the_key_knows_limit_clock_and_threads():
    keys = {a_row().key, a_row(limit=20.0).key, a_row(clock="cpu").key, a_row(threads=2).key}
    assert len(keys) == 4
    assert a_row(cost=1).key == a_row(cost=2, commit="def").key


def test_the_gap_is_per_cent_above_the_best_known():
    assert a_row(cost=10_150_000, scale=10_000).gap == pytest.approx(1.5)
    assert no_plan().gap is None
    assert a_row(best_known=None).gap is None
