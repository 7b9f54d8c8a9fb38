"""A small day for each reason why a visit can stay undone."""

from dataclasses import replace

from solver.problem import Absentee, PartNeed, Pin, Problem, Reference, SkillNeed, TimeWindow
from solver.solution import ReasonCode
from tests.builders.explained import Served, with_ann, with_task, with_vehicles
from tests.builders.problems import HOUR, two_visits_and_a_lunch

UNDONE = "oven"
NOBODY: Served = {}
BOILER: Served = {"Ann": ("boiler",)}
NOON = (TimeWindow(5 * HOUR, 5 * HOUR),)


def every_reason() -> dict[ReasonCode, tuple[Problem, Served]]:
    """For each reason a problem, and who serves what of it while the oven is left out for it."""
    day = two_visits_and_a_lunch()
    expert = with_task(day, UNDONE, skills=(SkillNeed("gas", 4),))
    cleo = Absentee("Cleo", {"gas": 5})
    boiler_at_noon = with_task(day, "boiler", windows=NOON)
    published = with_task(day, "boiler", windows=(), reference=Reference("Ann", HOUR // 2))
    early = with_task(published, UNDONE, windows=(TimeWindow(HOUR // 2, HOUR // 2),))
    long = with_task(with_task(day, UNDONE, duration=3 * HOUR), "boiler", duration=4 * HOUR)
    return {
        ReasonCode.SKILL: (expert, BOILER),
        ReasonCode.OFF: (replace(expert, absentees=(cleo,)), BOILER),
        ReasonCode.EXCLUDED: (
            with_task(day, UNDONE, excluded_vehicles=frozenset({"Ann"})), BOILER),
        ReasonCode.PIN: (with_task(day, UNDONE, pin=Pin("Ann", 4 * HOUR)), BOILER),
        ReasonCode.PART: (with_task(day, UNDONE, parts=(PartNeed("fuse", 2),)), BOILER),
        ReasonCode.TOOL: (with_task(day, UNDONE, tools=frozenset({"drill"})), BOILER),
        ReasonCode.CAPACITY: (with_task(day, UNDONE, demand=(3,)), BOILER),
        ReasonCode.WINDOW: (
            with_task(day, UNDONE, windows=(TimeWindow(20 * HOUR, 21 * HOUR),)), BOILER),
        ReasonCode.SHIFT: (with_task(day, UNDONE, duration=10 * HOUR), NOBODY),
        ReasonCode.TOO_FAR: (
            with_ann(with_task(day, UNDONE, duration=8 * HOUR + 1_200), breaks=()), NOBODY),
        ReasonCode.LIMIT: (with_ann(day, max_tasks=1), BOILER),
        ReasonCode.DAY_FULL: (with_task(long, "boiler", windows=()), BOILER),
        ReasonCode.DISPLACED: (with_task(boiler_at_noon, UNDONE, windows=NOON), BOILER),
        ReasonCode.CHANGE: (replace(early, max_changed=0), BOILER),
        ReasonCode.NO_VEHICLES: (
            replace(with_vehicles(day), absentees=(Absentee("Ann", {"gas": 3}),)), NOBODY),
        ReasonCode.NOT_TRIED: (day, BOILER),
    }  # fmt: skip
