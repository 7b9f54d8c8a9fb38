"""Exact times for a sequence of tasks: the cheapest schedule of a route, ties to the earliest.

Every engine decides sequences; this package gives them times, so all engines mean the same plan by
the same sequence. It shares no code with `solver.check`, which verifies what comes out.
"""

from solver.schedule.planner import Planner
from solver.schedule.route import priced_schedule, route_cost, schedule, trial_cost
from solver.schedule.timetable import Timetable, timetables

__all__ = [
    "Planner",
    "Timetable",
    "priced_schedule",
    "route_cost",
    "schedule",
    "timetables",
    "trial_cost",
]
