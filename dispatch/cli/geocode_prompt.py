"""Shows where addresses may be and asks whether that is right."""

import sys
from collections.abc import Collection, Sequence

import click
from rich.table import Table

from dispatch.cli.import_progress import ImportProgress
from dispatch.cli.solve_summary import plain, printable
from dispatch.services.geocoding import Proposal


class Confirmation:
    """Lists every address with its best candidate; `accept` takes all, else a person is asked.

    First about all at once and, unless all are right, about each. Without a terminal to answer
    on, nothing is confirmed.
    """

    def __init__(self, progress: ImportProgress, accept: bool) -> None:
        self._progress, self._accept = progress, accept

    def __call__(self, proposals: Sequence[Proposal]) -> Collection[str]:
        """Addresses whose best candidate is confirmed."""
        self._progress.pause()
        self._progress.console.print(_table(proposals))
        confirmed = proposals if self._accept else _asked(proposals)
        self._progress.resume()
        return [proposal.address for proposal in confirmed]


def _asked(proposals: Sequence[Proposal]) -> Sequence[Proposal]:
    """The proposals that the person at the terminal confirms."""
    if not sys.stdin.isatty():
        return ()
    if click.confirm("Are all of these right?", err=True):
        return proposals
    if len(proposals) == 1:
        return ()
    return [proposal for proposal in proposals if click.confirm(_question(proposal), err=True)]


def _question(proposal: Proposal) -> str:
    address, name = (plain(text) for text in (proposal.address, proposal.best.name))
    return f"{address}: is it {name}?"


def _table(proposals: Sequence[Proposal]) -> Table:
    table = Table(title="Found by their addresses", title_justify="left")
    for heading in ("Address", "Best candidate", "Latitude", "Longitude", "Others"):
        right = heading in ("Latitude", "Longitude", "Others")
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    for proposal in proposals:
        best = proposal.best
        table.add_row(
            printable(proposal.address),
            printable(best.name),
            f"{best.coordinates.latitude:.5f}",
            f"{best.coordinates.longitude:.5f}",
            str(len(proposal.candidates) - 1),
        )
    return table
