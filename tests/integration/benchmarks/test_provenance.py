"""Which rows come of the same solver: its sources say so, not the number of the commit."""

import subprocess

import pytest

from benchmarks.compare import provenance


@pytest.fixture
def committed(tmp_path, monkeypatch):
    """Write a file into a repository of its own and commit it; the commit."""
    monkeypatch.setattr(provenance, "REPOSITORY", tmp_path)
    as_somebody = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]

    def git(*arguments):
        subprocess.run(["git", *as_somebody, *arguments], cwd=tmp_path, check=True)

    def write(name, text):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
        git("add", name)
        git("commit", "-q", "-m", name)
        return provenance.commit()

    git("init", "-q")
    return write


def test_a_commit_of_something_else_leaves_the_solver_as_it_was(committed):
    first = committed("solver/search.py", "cool = 1\n")
    page = committed("docs/page.md", "figures\n")
    other = committed("solver/search.py", "cool = 2\n")
    assert len({first, page, other}) == 3
    assert provenance.same_solver(first, page)
    assert not provenance.same_solver(page, other)


def test_what_was_never_committed_is_the_same_as_nothing_but_itself(committed, tmp_path):
    clean = committed("solver/search.py", "cool = 1\n")
    (tmp_path / "solver" / "search.py").write_text("cool = 3\n")
    changed = provenance.commit()
    assert changed == f"{clean}+"
    assert not provenance.same_solver(changed, clean)
    assert provenance.same_solver(changed, changed)
    assert not provenance.same_solver("0123456789", "9876543210")
