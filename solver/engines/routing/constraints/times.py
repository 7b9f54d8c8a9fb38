"""When services, breaks and routes may begin and end."""

from itertools import pairwise

from solver.engines.routing.build import Build
from solver.schedule.compiled import Span


def shifts(build: Build) -> None:
    """A route begins and ends within the shift and its overtime."""
    for number, table in enumerate(build.layout.tables):
        opening, closing = build.clock(table.vehicle.shift.start), build.clock(table.latest_end)
        for index in (build.model.Start(number), build.model.End(number)):
            build.time.CumulVar(index).SetRange(opening, closing)


def windows(build: Build) -> None:
    """A service starts in one of the windows, not before the release; gaps between are removed."""
    times = build.layout.tables[0].tasks
    for task, index in build.indices:
        spans = _on_axis(build, times[task].spans)
        if not spans:
            build.model.VehicleVar(index).SetValues([-1])
            continue
        start = build.time.CumulVar(index)
        start.SetRange(spans[0][0], spans[-1][1])
        for closed, opened in _gaps(spans):
            start.RemoveInterval(closed, opened)


def deadlines(build: Build) -> None:
    """A start after the deadline is priced by the second, dearer from each kink on.

    A dimension holds one soft bound per service, so each further kink takes a clone. The step of
    being late at all is left out.
    """
    for task, index in build.indices:
        late = build.problem.tasks[task].lateness
        if late is not None and late.per_second:
            build.time.SetCumulVarSoftUpperBound(index, build.clock(late.deadline), late.per_second)
    lates = [(index, build.problem.tasks[task].lateness) for task, index in build.indices]
    for number in range(max((len(late.kinks) for _, late in lates if late), default=0)):
        clone = build.clone_time(f"kink {number}")
        for index, late in lates:
            if late is not None and number < len(late.kinks):
                before = (late.per_second, *(kink.per_second for kink in late.kinks))[number]
                kink = late.kinks[number]
                moment = build.clock(late.deadline + kink.after)
                clone.SetCumulVarSoftUpperBound(index, moment, kink.per_second - before)


def published_starts(build: Build) -> None:
    """Each second before or after the published start is priced."""
    price = build.problem.prices.change_second
    wishes = [(index, build.problem.tasks[task].reference) for task, index in build.indices]
    if not price or not any(wish for _, wish in wishes):
        return
    clone = build.clone_time("published")
    for index, wish in wishes:
        if wish is not None:
            moment = build.clock(wish.start)
            clone.SetCumulVarSoftUpperBound(index, moment, price)
            clone.SetCumulVarSoftLowerBound(index, moment, price)


def breaks(build: Build) -> None:
    """Each break starts in one of its windows: in travel or a wait, or wholly outside the route.

    A break at a place is taken like any other; the way there is added when the route is scheduled.
    """
    solver, on_site = build.model.solver(), _Services(build)
    for number, table in enumerate(build.layout.tables):
        rests = []
        for k, (spans, duration) in enumerate(zip(table.rest_spans, table.rest_times, strict=True)):
            starts = [(build.clock(start), build.clock(end)) for start, end in spans]
            name = f"break {number} {k}"
            rest = solver.FixedDurationIntervalVar(
                starts[0][0], starts[-1][1], duration, False, name
            )
            for closed, opened in _gaps(starts):
                rest.StartExpr().Var().RemoveInterval(closed, opened)
            rests.append(rest)
            build.rests[number, k] = rest
        if rests:
            build.time.SetBreakIntervalsOfVehicle(rests, number, on_site.of(table.bare))


class _Services:
    """Seconds on site by index of the model, which breaks must not interrupt."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._known: dict[tuple[int, ...], list[int]] = {}

    def of(self, durations: tuple[int, ...]) -> list[int]:
        if durations not in self._known:
            on_site = [0] * self._build.model.Size()
            for task, index in self._build.indices:
                on_site[index] = durations[task]
            self._known[durations] = on_site
        return self._known[durations]


def _on_axis(build: Build, spans: tuple[Span, ...]) -> list[Span]:
    """Spans of allowed starts as far as any route reaches."""
    clipped = [
        (max(build.clock(start), 0), min(build.clock(end), build.layout.horizon))
        for start, end in spans
    ]
    return [(start, end) for start, end in clipped if start <= end]


def _gaps(spans: list[Span]) -> list[Span]:
    """The closed intervals between sorted spans."""
    gaps = [(before[1] + 1, after[0] - 1) for before, after in pairwise(spans)]
    return [(first, last) for first, last in gaps if first <= last]
