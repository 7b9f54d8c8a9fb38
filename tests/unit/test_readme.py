"""The README's example runs as it stands."""

import re
from pathlib import Path

import pytest


def test_the_ten_lines_of_python_run(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (repository / "README.md").read_text(), re.S)
    exec(compile(example, "README.md", "exec"), {"__name__": "readme"})
    reason, terms = capsys.readouterr().out.strip().splitlines()
    assert "cooling" in reason
    assert terms.startswith("CostTerms(skipped=100000")


def test_every_place_the_readme_names_exists(repository: Path) -> None:
    readme = (repository / "README.md").read_text()
    links = re.findall(r"\]\(([^)#]+)\)", readme)
    assert [link for link in links if "://" not in link and not (repository / link).exists()] == []
