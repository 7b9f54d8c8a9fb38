"""`dispatch init` and `import`."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from dispatch.cli.composition import House, open_house
from dispatch.cli.geocode_prompt import Confirmation
from dispatch.cli.import_progress import ImportProgress
from dispatch.exchange import ImportReport
from dispatch.services.geocoding import Geocoding
from dispatch.services.importing import import_files

ACTOR = "command line"


@click.command()
def init() -> None:
    """Create the database, or bring an older one up to date."""
    with open_house(create=True) as house:
        click.echo(f"The database is ready: {house.store.url}")


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--accept-geocodes",
    is_flag=True,
    help="Take the best candidate of every address that is looked up, without asking.",
)
def import_command(files: tuple[Path, ...], accept_geocodes: bool) -> None:
    """Import CSV, XLSX and JSON files: all of them, or nothing if any has a fault.

    Files may come in any order and may refer to each other. Importing the same files again changes
    nothing. Sites without coordinates are looked up by their address when DISPATCH_NOMINATIM_URL
    is set; nothing that was found is written before you have confirmed it.
    """
    with open_house(create=True) as house, ImportProgress() as progress:
        report = import_files(
            house.store,
            house.clock,
            files,
            ACTOR,
            geocoding=_geocoding(house, progress, accept_geocodes),
            progress=progress.update,
        )
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
    for note in report.notes:
        console.print(note, highlight=False, markup=False)


def _geocoding(house: House, progress: ImportProgress, accept: bool) -> Geocoding | None:
    if house.geocoder is None:
        return None
    return Geocoding(house.geocoder, Confirmation(progress, accept))
