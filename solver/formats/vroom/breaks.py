"""Breaks as VROOM takes them: one after the other, wholly inside the vehicle's time window.

Our own breaks need not lie inside the shift, and each is judged alone. So the windows are cut to
the starts that leave room for the breaks before and after, in the order VROOM takes them: by the
start of their first window, then by the end of their last. What the cut leaves says the same in
both models; also, breaks that do not fall into the route fit side by side before and after it.
"""

from collections.abc import Sequence

from solver.formats.faults import FileFaults
from solver.formats.vroom import schema
from solver.formats.vroom.clipping import Windows, clipped
from solver.problem import Break, TimeWindow


def breaks(
    vehicle: schema.Vehicle,
    windows: Sequence[Windows],
    shift: TimeWindow,
    field: str,
    faults: FileFaults,
) -> tuple[Break, ...]:
    """The breaks of a vehicle, in VROOM's order; `windows` are those of `vehicle.breaks`.

    A break for which no start is left is a fault of the field `field.breaks[k].time_windows`.
    """
    order = sorted(range(len(windows)), key=lambda k: (windows[k][0].start, windows[k][-1].end))
    starts = _cut(vehicle, {k: windows[k] for k in order}, shift)
    for k in order:
        if not starts[k]:
            rule = "leaves no start inside the vehicle's time window, beside its other breaks"
            faults.add(f"{field}.breaks[{k}].time_windows", rule, vehicle.breaks[k].time_windows)
    return tuple(
        Break(str(vehicle.breaks[k].id), vehicle.breaks[k].service, starts[k]) for k in order
    )


def _cut(
    vehicle: schema.Vehicle, windows: dict[int, Windows], shift: TimeWindow
) -> dict[int, Windows]:
    starts = dict(windows)
    earliest = shift.start
    for k in windows:
        starts[k] = clipped(starts[k], earliest, None)
        if starts[k]:
            earliest = starts[k][0].start + vehicle.breaks[k].service
    latest = shift.end
    for k in reversed(windows):
        starts[k] = clipped(starts[k], None, latest - vehicle.breaks[k].service)
        if starts[k]:
            latest = starts[k][-1].end
    return starts
