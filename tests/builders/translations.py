"""Catalogues for tests that are run without the run script, which else compiles them."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import web


def compile_translations() -> None:
    """Compile every catalogue that is newer than its compiled form."""
    for source in (Path(web.__file__).parent / "translations").rglob("*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text, compiled.open("wb") as binary:
            write_mo(binary, read_po(text))
