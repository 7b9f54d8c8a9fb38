"""The file of results: what is in it stays, whatever happens meanwhile."""

import pytest

from benchmarks.compare.rows import HEADER, BadResults, Results, as_line, read_files
from tests.builders.benchmark_rows import a_row


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


def test_a_run_measured_again_takes_the_place_of_its_row(tmp_path):
    path = tmp_path / "results.csv"
    results = Results(path)
    for row in (a_row(), a_row("pyvrp"), a_row(cost=900, commit="def")):
        results.append(row)
    assert results.rows == Results(path).rows == [a_row("pyvrp"), a_row(cost=900, commit="def")]
    assert [found.name for found in tmp_path.iterdir()] == ["results.csv"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe\n", "not a text in UTF-8"), (b"a" * 200_000 + b"\n", "field larger than")],
)
def test_what_is_no_file_of_results_is_refused_and_left_as_it_is(tmp_path, content, said):
    path = tmp_path / "photo.csv"
    path.write_bytes(content + b"end")
    for attempt in (Results, lambda path: read_files([path])):
        with pytest.raises(BadResults, match=rf"photo\.csv: .*{said}"):
            attempt(path)
    assert path.read_bytes() == content + b"end"


def test_a_file_that_is_not_there_is_refused_by_its_name(tmp_path):
    with pytest.raises(BadResults, match=r"nope\.csv: No such file"):
        read_files([tmp_path / "nope.csv"])
