"""Shows where addresses may be and asks whether that is right."""

import sys
from collections.abc import Collection, Sequence

import click
from rich.table import Table

from dispatch.cli.import_progress import ImportProgress
from dispatch.services.geocoding import Proposal


class Confirmation:
    """Lists every address with its best candidate; `accept` takes all, else a person is asked.

    Without a terminal to answer on, nothing is confirmed.
    """

    def __init__(self, progress: ImportProgress, accept: bool) -> None:
        self._progress, self._accept = progress, accept

    def __call__(self, proposals: Sequence[Proposal]) -> Collection[str]:
        """Addresses whose best candidate is confirmed."""
        self._progress.pause()
        self._progress.console.print(_table(proposals))
        confirmed = self._accept or (
            sys.stdin.isatty() and click.confirm("Are all of these right?", err=True)
        )
        self._progress.resume()
        return [proposal.address for proposal in proposals] if confirmed else []


def _table(proposals: Sequence[Proposal]) -> Table:
    table = Table(title="Found by their addresses", title_justify="left")
    for heading in ("Address", "Best candidate", "Latitude", "Longitude", "Others"):
        right = heading in ("Latitude", "Longitude", "Others")
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    for proposal in proposals:
        best = proposal.best
        table.add_row(
            proposal.address,
            best.name,
            f"{best.coordinates.latitude:.5f}",
            f"{best.coordinates.longitude:.5f}",
            str(len(proposal.candidates) - 1),
        )
    return table
