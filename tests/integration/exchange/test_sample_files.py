from pathlib import Path

from dispatch.sample.generate import generate

HISTORY_LIMIT = 400_000


def test_the_committed_files_are_those_that_the_generator_makes(repository: Path):
    """When this fails on purpose: `python -m dispatch.sample.generate`."""
    folder = repository / "sample_data"
    committed = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.csv")
    }
    made = {name: text.encode() for name, text in generate().items()}
    assert sorted(committed) == sorted(made)
    assert [name for name in made if made[name] != committed[name]] == []


def test_the_history_stays_small(repository: Path):
    assert (repository / "sample_data" / "history" / "visits.csv").stat().st_size < HISTORY_LIMIT
