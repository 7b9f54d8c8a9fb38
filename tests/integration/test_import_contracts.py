"""The arrows of the house are enforced: an import against one breaks the contract on it."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGES = ("dispatch", "solver", "web")
FORBIDDEN = {
    "house": ("dispatch/store/upwards.py", "import dispatch.services"),
    "cycles": ("solver/check/circle.py", "import solver.solve"),
    "domain": ("dispatch/domain/reader.py", "import dispatch.settings"),
    "solver": ("solver/clocked.py", "import dispatch.clock"),
    "translate": ("web/shortcut.py", "import solver"),
    "ortools": ("solver/check/borrowed.py", "import ortools.constraint_solver.pywrapcp"),
    "flask": ("dispatch/services/request.py", "import flask"),
    "sqlalchemy": ("dispatch/planning/tables.py", "import sqlalchemy.orm"),
    "graphs": ("dispatch/services/reachable.py", "import networkx"),
}


def contracts(repository: Path) -> dict[str, str]:
    """The name of every contract by its identifier."""
    parser = configparser.ConfigParser()
    parser.read(repository / ".importlinter")
    prefix = "importlinter:contract:"
    return {s.removeprefix(prefix): parser[s]["name"] for s in parser if s.startswith(prefix)}


def lint_imports(folder: Path) -> str:
    said = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )
    return said.stdout + said.stderr


@pytest.fixture
def house(repository: Path, tmp_path: Path) -> Path:
    """A copy of the sources that a test may spoil."""
    shutil.copy(repository / ".importlinter", tmp_path)
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "static")
        shutil.copytree(repository / package, tmp_path / package, ignore=ignored)
    return tmp_path


def test_every_folder_of_modules_is_a_package_or_the_contracts_would_not_see_it(repository):
    modules = (path for package in PACKAGES for path in (repository / package).rglob("*.py"))
    folders = {path.parent for path in modules if "migrations" not in path.parts}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_the_sources_keep_every_contract(repository):
    said = lint_imports(repository)
    assert "BROKEN" not in said
    assert f"{len(contracts(repository))} kept, 0 broken" in said


def test_an_import_against_the_arrows_breaks_its_contract(repository, house):
    for path, statement in FORBIDDEN.values():
        (house / path).write_text(f"def later():\n    {statement}\n")
    said = lint_imports(house)
    names = contracts(repository)
    assert names.keys() == FORBIDDEN.keys(), "each contract has an example here"
    assert [name for name in names.values() if f"{name} BROKEN" not in said] == []
