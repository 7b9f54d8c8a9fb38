from pathlib import Path

from dispatch.domain.defaults import default_policy
from dispatch.exchange import cells
from dispatch.exchange.reference import reference


def test_the_documented_tables_are_those_that_can_be_imported(repository: Path):
    """When this fails on purpose, copy what `dispatch.exchange.reference` says."""
    assert reference().strip() in (repository / "docs" / "import.md").read_text("utf-8")


def test_the_documented_policy_is_the_default_one(repository: Path):
    lines = (repository / "docs" / "sla.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    documented = {
        row[0]: (int(row[1]), *map(cells.target, row[2:]))
        for row in rows
        if len(row) == 5 and row[1].isdigit()
    }
    levels = [rule.service_level for rule in default_policy().rules]
    assert documented == {
        level.name: (level.priority, level.respond, level.arrive, level.resolve) for level in levels
    }
