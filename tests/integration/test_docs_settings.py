"""`docs/settings.md` names every setting there is."""

import re
from pathlib import Path

from dispatch.settings import Settings


def test_every_setting_has_a_row_in_the_documentation(repository: Path):
    text = (repository / "docs" / "settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `DISPATCH_(\w+)` \|", text, re.MULTILINE))
    assert {name.upper() for name in Settings.model_fields} - documented == set()
