"""What people read about the comparison is what was measured."""

from benchmarks.compare.cases import Place
from benchmarks.compare.catalogue import catalogue
from benchmarks.compare.page import page
from benchmarks.compare.rows import read_files


def test_the_page_says_what_the_committed_rows_say(repository, bench_data):
    files = sorted((repository / "benchmarks" / "results").glob("*.csv"))
    assert files
    text = page(read_files(files), catalogue(Place(bench_data)))
    written = (repository / "docs" / "benchmarks.md").read_text()
    assert written == text, "write it again: python -m benchmarks.compare page"


def test_every_drawing_of_the_page_is_there(repository):
    path = repository / "docs" / "benchmarks.md"
    drawings = [line.split("](")[1].rstrip(")") for line in path.read_text().splitlines()
                if line.startswith("![")]  # fmt: skip
    assert drawings
    for drawing in drawings:
        assert (path.parent / drawing).stat().st_size > 1_000
