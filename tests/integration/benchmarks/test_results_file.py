"""The file of results: what is in it stays, whatever happens meanwhile."""

import pytest

from benchmarks.compare.rows import COLUMNS, BadResults, Results, as_line
from tests.builders.benchmark_rows import a_row

HEADER = ",".join(COLUMNS) + "\n"


def test_nothing_is_written_before_the_first_row(tmp_path):
    Results(tmp_path / "results.csv")
    assert not (tmp_path / "results.csv").exists()


def test_what_was_appended_is_found_again(tmp_path):
    path = tmp_path / "a" / "results.csv"
    results = Results(path)
    results.append(a_row())
    results.append(a_row("pyvrp", cost=1010))
    assert Results(path).rows == [a_row(), a_row("pyvrp", cost=1010)]


def test_a_line_cut_short_by_a_crash_is_dropped_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "results.csv"
    Results(path).append(a_row())
    with path.open("a") as file:
        file.write(as_line(a_row("pyvrp"))[:40])
    results = Results(path)
    assert results.rows == [a_row()]
    results.append(a_row("vroom"))
    assert Results(path).rows == [a_row(), a_row("vroom")]


def test_a_file_of_another_version_is_refused_by_its_columns(tmp_path):
    path = tmp_path / "old.csv"
    path.write_text(HEADER.replace("first_plan", "first"))
    with pytest.raises(BadResults, match=r"old\.csv.*first, first_plan"):
        Results(path)
