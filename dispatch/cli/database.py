"""`dispatch init` and `import`."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from dispatch.cli.composition import open_house
from dispatch.exchange import ImportReport
from dispatch.services.importing import import_files

ACTOR = "command line"


@click.command()
def init() -> None:
    """Create the database, or bring an older one up to date."""
    with open_house(create=True) as house:
        click.echo(f"The database is ready: {house.store.url}")


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_command(files: tuple[Path, ...]) -> None:
    """Import CSV files: all of them, or nothing if any of them has a fault.

    Files may come in any order and may refer to each other. Importing the same files again changes
    nothing.
    """
    with open_house(create=True) as house:
        report = import_files(house.store, house.clock, files, ACTOR)
    print_import(Console(), report)


def print_import(console: Console, report: ImportReport) -> None:
    """Print how many rows of each table were new, changed, or as they were."""
    table = Table(title="Imported", title_justify="left")
    table.add_column("Table")
    for heading in ("New", "Changed", "Unchanged"):
        table.add_column(heading, justify="right")
    for name, counts in report.tables.items():
        table.add_row(name, str(counts.created), str(counts.updated), str(counts.unchanged))
    console.print(table)
