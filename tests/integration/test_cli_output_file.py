"""Output that appears whole or not at all, whatever happens to the run that writes it."""

from pathlib import Path

import pytest

from dispatch.cli.output_file import OutputFile
from dispatch.errors import BadInput


def test_while_a_plan_is_computed_nothing_lies_beside_its_place(tmp_path: Path) -> None:
    with OutputFile(str(tmp_path / "plan.json")) as output:
        assert list(tmp_path.iterdir()) == []
        output.write("{}")
    assert [file.name for file in tmp_path.iterdir()] == ["plan.json"]


def test_a_run_that_writes_nothing_leaves_what_was_there(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text("yesterday's")
    with pytest.raises(KeyboardInterrupt), OutputFile(str(plan)):
        raise KeyboardInterrupt
    assert plan.read_text() == "yesterday's"
    assert list(tmp_path.iterdir()) == [plan]


def test_a_folder_that_is_not_there_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"), OutputFile(str(tmp_path / "no" / "p")):
        pytest.fail("the block was entered")
