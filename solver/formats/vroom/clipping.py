"""Time windows cut to what lies between two instants."""

from solver.problem import TimeWindow

Windows = tuple[TimeWindow, ...]


def clipped(windows: Windows, earliest: int | None, latest: int | None) -> Windows:
    """The part of the windows from `earliest` to `latest`; None is no bound."""
    cut = (
        TimeWindow(
            window.start if earliest is None else max(window.start, earliest),
            window.end if latest is None else min(window.end, latest),
        )
        for window in windows
    )
    return tuple(window for window in cut if window.start <= window.end)
