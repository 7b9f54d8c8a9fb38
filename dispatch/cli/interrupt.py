"""Ctrl-C during a search: the first one ends it with the best so far, the second one at once."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def cancelled_by_ctrl_c(cancel: threading.Event) -> Iterator[None]:
    """Within this block the first Ctrl-C sets `cancel`; a second one interrupts as ever.

    Only the main thread receives signals: elsewhere the block changes nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        if cancel.is_set():
            raise KeyboardInterrupt
        cancel.set()

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
