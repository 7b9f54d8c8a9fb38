"""Puts into the wheel what the sources do not hold in its place: catalogues and sample data."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackageData(BuildHookInterface):
    """Compiles the translations; a wheel (not an editable install) takes the sample data along."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before each build; `version` is "editable" when only the sources are linked."""
        root = Path(self.root)
        compile_catalogues(root / "web" / "translations")
        build_data["artifacts"].append("web/translations/**/*.mo")
        samples = root / "sample_data"
        if version != "editable" and samples.is_dir():
            build_data["force_include"][str(samples)] = "dispatch/sample/data"


def compile_catalogues(folder: Path) -> None:
    """Writes messages.mo beside every messages.po under `folder`."""
    for source in sorted(folder.rglob("*.po")):
        with source.open("rb") as text:
            catalogue = read_po(text)
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)
