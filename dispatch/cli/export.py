"""`dispatch export`: tables and plans as files."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

from dispatch.cli.backlog_words import explained
from dispatch.cli.composition import House, open_house
from dispatch.cli.day_option import DayType, base_option, day_of
from dispatch.cli.language_option import file_language_option
from dispatch.cli.output_file import STANDARD_OUTPUT, OutputFile
from dispatch.exchange import TABLES, Content, Format, Language, format_of
from dispatch.services.exporting import ALL, export_file, export_plan, export_tables

PLAN = "plan"
_FOLDER = "/"


@click.command(name="export")
@click.argument("what", type=click.Choice([PLAN, ALL, *(table.name for table in TABLES)]))
@click.option(
    "-o",
    "--output",
    required=True,
    help="FILE.csv, .xlsx or .json; FOLDER/ for a CSV file of each table; - for CSV on "
    "standard output.",
)
@click.option("--date", "day", type=DayType(), help="A day of the plan (today), or of a table.")
@base_option
@file_language_option
def export_command(
    what: str, output: str, day: str | None, base: str | None, language: str
) -> None:
    """Write a table, the plan of a day, or all tables as CSV, XLSX or JSON.

    What is exported can be imported again; a plan is for reading only.
    """
    in_folder = output.endswith(_FOLDER) or Path(output).is_dir()
    format = Format.CSV if in_folder or output == STANDARD_OUTPUT else format_of(Path(output))
    with open_house() as house:
        on = _day(house, day, base, needed=what == PLAN)
        if what == PLAN and on is not None:
            contents = export_plan(
                house.store,
                on,
                partial(explained, language=language),
                base,
                in_one=format is Format.CSV and not in_folder,
            )
        else:
            contents = export_tables(house.store, what, on)
    if in_folder:
        _write_folder(Path(output), contents, Language(language))
        return
    with OutputFile(output) as file:
        file.write_bytes(export_file(contents, format, Language(language)))


def _day(house: House, text: str | None, base: str | None, needed: bool) -> date | None:
    if text is None and not needed:
        return None
    return day_of(text or "today", house.pages_for(base).today())


def _write_folder(folder: Path, contents: Sequence[Content], language: Language) -> None:
    """Write a CSV file of each table, named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for content in contents:
        with OutputFile(str(folder / f"{content.table.name}.csv")) as file:
            file.write_bytes(export_file([content], Format.CSV, language))
