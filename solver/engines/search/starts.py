"""When tasks may start: windows, release and pin, or what is known of a task that has begun."""

from solver.problem import Problem, Task, TimeWindow

Span = tuple[int, int]
ANY = 1 << 50
"""Beyond every time of a problem; a start may lie between -ANY and ANY."""


class Starts:
    """Allowed starts of the tasks of a problem, as sorted pairs (first, last)."""

    def __init__(self, problem: Problem) -> None:
        self._begun = {stop.task: stop.start for v in problem.vehicles for stop in v.frozen}

    def of(self, task: Task) -> list[Span]:
        """The spans of one task; empty if windows, release and pin leave nothing."""
        first, last = -ANY, ANY
        if task.pin is not None and task.pin.start is not None:
            first = last = task.pin.start
        return [
            (max(a, first), min(b, last)) for a, b in self._open(task) if b >= first and a <= last
        ]

    def _open(self, task: Task) -> list[Span]:
        if task.id in self._begun:
            since = self._begun[task.id]
            return [(-ANY, ANY)] if since is None else [(since, since)]
        release = -ANY if task.release is None else task.release
        windows = sorted(task.windows) or [TimeWindow(-ANY, ANY)]
        return [(max(w.start, release), w.end) for w in windows if w.end >= release]
