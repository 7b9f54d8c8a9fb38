"""Exact times for a sequence of tasks: the cheapest schedule of a route, ties to the earliest.

Every engine decides sequences; this package gives them times, so all engines mean the same plan by
the same sequence. It shares no code with `solver.check`, which verifies what comes out.

`compiled` and `timetable` hold the numbers, and quick labels for building routes; `fronts` the
exact arithmetic for a fixed sequence of stops and a free departure; `cheapest` adds what is left to
choose: where breaks at places and the visit to the depot go, and when a route of limited duration
leaves. `admission` knows the rules of a route that need no times; `planner` puts routes together to
plans.
"""

from solver.schedule.admission import admits
from solver.schedule.planner import Planner
from solver.schedule.route import priced_schedule, route_cost, schedule, trial_cost
from solver.schedule.timetable import Timetable, timetables

__all__ = [
    "Planner",
    "Timetable",
    "admits",
    "priced_schedule",
    "route_cost",
    "schedule",
    "timetables",
    "trial_cost",
]
