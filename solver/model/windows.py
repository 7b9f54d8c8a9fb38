"""Time windows as people give them, and as a problem wants them: sorted and apart."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from solver.model.faults import FaultList, Path
from solver.problem import TimeWindow


def normalised(windows: Iterable[TimeWindow]) -> tuple[TimeWindow, ...]:
    """Sort windows, and join those that touch: [0, 9] and [10, 20], or [0, 10] and [10, 20].

    Windows that overlap by more than one instant are kept: two promises that contradict each other
    are somebody's mistake, and `validate` reports them. So are windows that hold rubbish.
    """
    given = tuple(windows)
    if not all(_is_upright(window) for window in given):
        return given
    joined: list[TimeWindow] = []
    for window in sorted(given):
        if joined and joined[-1].end in (window.start, window.start - 1):
            joined[-1] = TimeWindow(joined[-1].start, window.end)
        else:
            joined.append(window)
    return tuple(joined)


def check_window(faults: FaultList, path: Path, window: TimeWindow) -> bool:
    """Both ends are instants and in order."""
    starts = faults.instant((*path, "start"), window.start)
    ends = faults.instant((*path, "end"), window.end)
    if starts and ends and window.end < window.start:
        faults.add(path, (window.start, window.end), "must not end before it starts")
        return False
    return starts and ends


def check_windows(faults: FaultList, path: Path, windows: Sequence[TimeWindow]) -> None:
    """Each window upright, all sorted and apart; an overlap is reported at the later window."""
    good = [check_window(faults, (*path, index), window) for index, window in enumerate(windows)]
    if not all(good):
        return
    for index in range(1, len(windows)):
        before, window = windows[index - 1], windows[index]
        if window.start <= before.end:
            rule = f"must start after window {index - 1}, [{before.start}, {before.end}], has ended"
            faults.add((*path, index), (window.start, window.end), rule)


def _is_upright(window: TimeWindow) -> bool:
    start, end = attrgetter("start", "end")(window)
    return type(start) is int and type(end) is int and start <= end
