"""How a search is doing, on standard error: one live line, or plain lines without a terminal."""

import time
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.live import Live
from rich.text import Text

REFRESHES_PER_SECOND = 8
PLAIN_LINE_SECONDS = 1.0


class Reached(Protocol):
    """The best plan so far: seconds since the start, cost in shown units, counts of visits.

    `message` is what the engine at work wants people to know.
    """

    @property
    def elapsed(self) -> float: ...
    @property
    def cost(self) -> float | None: ...
    @property
    def served(self) -> int: ...
    @property
    def late(self) -> int: ...
    @property
    def message(self) -> str: ...


class LiveProgress:
    """Shows the last `update` while its block runs.

    On a terminal one line is redrawn, its clock running, and disappears in the end. Elsewhere a
    line is printed for a better plan, at most one a second, and for a new remark of the engine.
    """

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._began = time.monotonic()
        self._reached: Reached | None = None
        self._printed_at = -PLAIN_LINE_SECONDS
        self._printed_cost: float | None = None
        self._printed_message = ""
        self._live: Live | None = None

    def __enter__(self) -> Self:
        self._began = time.monotonic()
        if self._console.is_terminal:
            self._live = Live(
                self,
                console=self._console,
                refresh_per_second=REFRESHES_PER_SECOND,
                transient=True,
                redirect_stdout=False,  # a solution on its way down a pipe is none of ours
            )
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def update(self, reached: Reached) -> None:
        """Show the state of the search."""
        self._reached = reached
        if self._live is None:
            self._print_if_better(reached)

    def __rich__(self) -> Text:
        """The line as it is now; `rich` asks for it several times a second."""
        elapsed = time.monotonic() - self._began
        text = Text("planning ", style="bold")
        text.append(progress_line(self._reached, elapsed), style="not bold")
        return text.append("  (Ctrl-C keeps the best so far)", style="dim not bold")

    def _print_if_better(self, reached: Reached) -> None:
        if reached.message and reached.message != self._printed_message:
            self._printed_message = reached.message
            self._console.print(reached.message, highlight=False, soft_wrap=True)
        due = reached.elapsed - self._printed_at >= PLAIN_LINE_SECONDS
        if due and reached.cost is not None and reached.cost != self._printed_cost:
            self._printed_at, self._printed_cost = reached.elapsed, reached.cost
            line = figures(reached, reached.elapsed)
            self._console.print(line, highlight=False, soft_wrap=True)


def progress_line(reached: Reached | None, elapsed: float) -> str:
    """The figures, and what the engine has to say."""
    remark = f"  {reached.message}" if reached is not None and reached.message else ""
    return figures(reached, elapsed) + remark


def figures(reached: Reached | None, elapsed: float) -> str:
    """`cost 5,461  served 38  late 2  3.4 s`."""
    if reached is None or reached.cost is None:
        return f"no plan yet  {elapsed:.1f} s"
    digits = 0 if float(reached.cost).is_integer() else 2
    return (
        f"cost {reached.cost:,.{digits}f}  served {reached.served}  late {reached.late}  "
        f"{elapsed:.1f} s"
    )
