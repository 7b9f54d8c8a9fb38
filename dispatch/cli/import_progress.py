"""How an import is doing: a bar on standard error, nothing where that is no terminal."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dispatch.exchange.progress import Stage


class ImportProgress:
    """Shows the last `update` while its block runs; `paused` leaves the terminal to a question."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
            redirect_stdout=False,
        )
        self._task = self._bar.add_task("reading", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def update(self, stage: Stage, done: int, total: int) -> None:
        """Show a stage; a total of 0 is not known yet."""
        self._bar.update(self._task, description=stage.value, completed=done, total=total or None)

    def pause(self) -> None:
        """Clear the bar: what follows is printed, or asked."""
        self._bar.stop()

    def resume(self) -> None:
        """Show the bar again."""
        self._bar.start()
