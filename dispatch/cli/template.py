"""`dispatch template`: empty tables to fill in."""

from pathlib import Path

import click

from dispatch.cli.language_option import file_language_option
from dispatch.cli.output_file import OutputFile
from dispatch.exchange import TABLES, Language, format_of
from dispatch.services.exporting import ALL, template_file


@click.command()
@click.argument("table", type=click.Choice([ALL, *(table.name for table in TABLES)]))
@click.option("-o", "--output", required=True, help="FILE.xlsx, or FILE.csv for one table.")
@file_language_option
def template(table: str, output: str, language: str) -> None:
    """Write an empty table to fill in and import: headings, help, an example."""
    written = template_file(table, format_of(Path(output)), Language(language))
    with OutputFile(output) as file:
        file.write_bytes(written)
