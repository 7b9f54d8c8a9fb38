"""For each reason: what to do about it, and that doing it mends it."""

from dataclasses import replace

import pytest

from solver.check import check
from solver.explain import taken
from solver.explain.actions import action_of
from solver.explain.remedy import Kind, Remedy
from solver.incumbent import as_solution
from solver.problem import (
    Absentee,
    FrozenStop,
    PartNeed,
    Pin,
    Problem,
    Reference,
    Restock,
    SkillNeed,
    TimeWindow,
)
from solver.solution import ActionCode, ReasonCode
from tests.builders.explained import (
    Served,
    action,
    mends,
    plan,
    reason,
    with_ann,
    with_task,
    with_vehicles,
)
from tests.builders.problems import HOUR, two_visits_and_a_lunch

NOBODY: Served = {}
BOILER: Served = {"Ann": ("boiler",)}


@pytest.fixture
def day() -> Problem:
    return two_visits_and_a_lunch()


def assert_mended(problem: Problem, served: Served, why: ReasonCode, what: ActionCode) -> None:
    """The oven is left out for this reason; the action has this code, and taken, it serves it."""
    found = reason(problem, "oven", served)
    assert found.action is not None
    assert (found.code, found.action.code) == (why, what)
    nothing = replace(found.action, details={})
    if what is not ActionCode.SEARCH_LONGER:
        assert not mends(problem, "oven", nothing, served), "it fits without the action"
    assert mends(problem, "oven", found.action, served), found


def bob(day: Problem, **changes: object) -> Problem:
    """A colleague of Ann's with the same day."""
    other = replace(day.vehicles[0], id="Bob")
    return with_vehicles(day, *day.vehicles, replace(other, **changes))  # type: ignore[arg-type]


# --- skills, absences, choices, pins -----------------------------------------------------------


def test_training_who_comes_closest_mends_a_missing_skill(day: Problem) -> None:
    problem = bob(with_task(day, "oven", skills=(SkillNeed("gas", 4),)), skills={"gas": 1})
    assert_mended(problem, BOILER, ReasonCode.SKILL, ActionCode.TRAIN)
    found = action(problem, "oven", BOILER)
    assert found.sentence == "Train Ann in gas to level 4."
    assert found.details == {"vehicle": "Ann", "skills": {"gas": 4}}


def test_training_somebody_with_a_full_day_says_what_else_it_takes(day: Problem) -> None:
    wish = with_task(day, "oven", skills=(SkillNeed("gas", 4),), duration=3 * HOUR)
    full = with_task(wish, "boiler", duration=4 * HOUR, windows=())
    assert_mended(full, BOILER, ReasonCode.SKILL, ActionCode.TRAIN)
    assert action(full, "oven", BOILER).sentence == (
        "Train Ann in gas to level 4 and allow Ann 30 minutes more of overtime."
    )


def test_calling_in_who_has_the_skill_mends_an_absence(day: Problem) -> None:
    wish = with_task(day, "oven", skills=(SkillNeed("gas", 4),), parts=(PartNeed("fuse", 2),))
    problem = replace(wish, absentees=(Absentee("Cleo", {"gas": 5}),))
    assert_mended(problem, BOILER, ReasonCode.OFF, ActionCode.CALL_IN)
    assert action(problem, "oven", BOILER).sentence == "Call in Cleo and give Cleo 2 of fuse."


def test_calling_somebody_in_mends_a_day_without_people(day: Problem) -> None:
    empty = replace(with_vehicles(day), absentees=(Absentee("Ann", {"gas": 3}),))
    assert_mended(empty, NOBODY, ReasonCode.NO_VEHICLES, ActionCode.CALL_IN)


def test_calling_in_the_one_it_is_reserved_for_mends_that(day: Problem) -> None:
    wish = with_task(day, "oven", required_vehicles=frozenset({"Cleo"}))
    problem = replace(wish, absentees=(Absentee("Cleo", {"gas": 3}),))
    assert_mended(problem, BOILER, ReasonCode.EXCLUDED, ActionCode.CALL_IN)


def test_letting_another_serve_it_mends_an_exclusion(day: Problem) -> None:
    for wish in ({"excluded_vehicles": frozenset({"Ann"})},
                 {"required_vehicles": frozenset({"Bob"})}):  # fmt: skip
        problem = bob(with_task(day, "oven", **wish), skills={})
        assert_mended(problem, BOILER, ReasonCode.EXCLUDED, ActionCode.ALLOW)
        assert action(problem, "oven", BOILER).sentence == "Let Ann serve it."


@pytest.mark.parametrize(
    "pin",
    [Pin("Cleo"), Pin("Bob"), Pin("Bob", 9 * HOUR), Pin("Ann", 4 * HOUR), Pin(None, 4 * HOUR)],
)  # Cleo is away, Bob lacks the skill; Ann is at the boiler at that time
def test_releasing_a_pin_mends_a_pin(day: Problem, pin: Pin) -> None:
    problem = bob(with_task(day, "oven", pin=pin), skills={})
    assert_mended(problem, BOILER, ReasonCode.PIN, ActionCode.UNPIN)


def test_only_the_half_of_a_pin_that_is_in_the_way_is_released(day: Problem) -> None:
    pinned = with_task(day, "oven", pin=Pin("Ann", 4 * HOUR))
    assert action(pinned, "oven", BOILER).details["unpin"] == ("start",)


def test_releasing_a_place_in_a_pinned_order_mends_that(day: Problem) -> None:
    order = bob(
        with_ann(day, pinned_order=("oven",), skills={}), pinned_order=(), skills={"gas": 2}
    )
    assert_mended(order, BOILER, ReasonCode.PIN, ActionCode.UNPIN)


# --- what is on board --------------------------------------------------------------------------


def test_parts_for_the_van_mend_a_missing_part(day: Problem) -> None:
    fuses = (PartNeed("fuse", 2),)
    nothing = with_task(day, "oven", parts=fuses)
    assert_mended(nothing, BOILER, ReasonCode.PART, ActionCode.STOCK)
    used_up = with_ann(with_task(nothing, "boiler", parts=fuses), stock={"fuse": 3})
    assert_mended(used_up, BOILER, ReasonCode.PART, ActionCode.STOCK)
    found = action(used_up, "oven", BOILER)
    assert found.sentence == "Put 1 of fuse on the van of Ann."


def test_tools_for_the_van_mend_a_missing_tool(day: Problem) -> None:
    drilled = with_task(day, "oven", tools=frozenset({"drill", "ladder"}))
    assert_mended(drilled, BOILER, ReasonCode.TOOL, ActionCode.EQUIP)
    problem = bob(with_ann(drilled, tools=frozenset({"ladder"})), tools=frozenset())
    found = reason(problem, "oven", BOILER)
    assert found.sentence == (
        "Nobody who may serve it has the tools: Ann comes closest and lacks drill."
    )
    assert found.action is not None
    assert found.action.sentence == "Put drill on the van of Ann."


def test_tools_for_somebody_else_mend_a_full_day_of_who_has_them(day: Problem) -> None:
    drilled = with_task(day, "oven", tools=frozenset({"drill"}), duration=3 * HOUR)
    full = with_task(drilled, "boiler", duration=3 * HOUR, windows=())
    problem = bob(with_ann(full, tools=frozenset({"drill"}), overtime=0), tools=frozenset())
    assert_mended(problem, BOILER, ReasonCode.TOOL, ActionCode.EQUIP)
    assert reason(problem, "oven", BOILER).sentence == (
        "Nobody with the tools has room: Bob, who has, lacks drill."
    )


@pytest.mark.parametrize(
    ("needs", "why", "what"),
    [
        ({"parts": (PartNeed("fuse", 2),)}, ReasonCode.PART, ActionCode.STOCK),
        ({"tools": frozenset({"drill"})}, ReasonCode.TOOL, ActionCode.EQUIP),
    ],
)
def test_what_there_is_no_time_to_fetch_is_put_on_board(
    day: Problem, needs: dict[str, object], why: ReasonCode, what: ActionCode
) -> None:
    """The depot opens when Ann should be at the oven."""
    problem = with_task(day, "oven", windows=(TimeWindow(0, HOUR),), **needs)
    late = with_ann(problem, restock=Restock(0, (TimeWindow(HOUR, 9 * HOUR),)))
    assert_mended(late, BOILER, why, what)
    assert reason(late, "oven", BOILER).sentence.startswith(
        "Ann has time for it, but not for the depot, and lacks "
    )


def test_who_is_pinned_to_it_without_the_tools_is_named(day: Problem) -> None:
    problem = with_task(day, "oven", tools=frozenset({"drill"}), pin=Pin("Ann"))
    found = reason(problem, "oven", BOILER)
    assert (found.code, found.sentence) == (
        ReasonCode.PIN,
        "It is pinned to Ann, who lacks drill.",
    )
    assert mends(problem, "oven", action(problem, "oven", BOILER), BOILER)


def test_somebody_called_in_brings_the_tools(day: Problem) -> None:
    wish = with_task(day, "oven", skills=(SkillNeed("gas", 4),), tools=frozenset({"drill"}))
    problem = replace(wish, absentees=(Absentee("Cleo", {"gas": 5}),))
    assert_mended(problem, BOILER, ReasonCode.OFF, ActionCode.CALL_IN)
    assert action(problem, "oven", BOILER).sentence == "Call in Cleo and give Cleo drill."


def test_more_room_mends_a_full_van(day: Problem) -> None:
    assert_mended(with_task(day, "oven", demand=(3,)), BOILER, ReasonCode.CAPACITY,
                  ActionCode.ADD_CAPACITY)  # fmt: skip
    collecting = with_task(day, "oven", demand=(), pickup=(2, 1))
    assert_mended(collecting, BOILER, ReasonCode.CAPACITY, ActionCode.ADD_CAPACITY)


@pytest.mark.parametrize(
    "limit", [{"max_tasks": 1}, {"max_travel": HOUR}, {"max_distance": 36_000},
              {"max_duration": 4 * HOUR}]
)  # fmt: skip
def test_a_higher_limit_mends_a_limit(day: Problem, limit: dict[str, int]) -> None:
    assert_mended(with_ann(day, **limit), BOILER, ReasonCode.LIMIT, ActionCode.LIFT_LIMIT)


# --- times -------------------------------------------------------------------------------------


def test_a_longer_shift_mends_a_window_missed_by_an_hour(day: Problem) -> None:
    evening = with_task(day, "oven", windows=(TimeWindow(10 * HOUR, 11 * HOUR),), duration=0)
    assert_mended(evening, NOBODY, ReasonCode.WINDOW, ActionCode.EXTEND_SHIFT)


def test_an_earlier_shift_mends_a_window_before_it(day: Problem) -> None:
    dawn = with_task(day, "oven", windows=(TimeWindow(-HOUR, -HOUR),))
    assert_mended(dawn, BOILER, ReasonCode.WINDOW, ActionCode.EXTEND_SHIFT)
    found = action(dawn, "oven", BOILER)
    assert found.details["earlier"] == HOUR + HOUR // 2
    assert found.sentence == "Let Ann begin 90 minutes earlier."


def test_another_window_mends_one_that_is_far_from_any_shift(day: Problem) -> None:
    night = with_task(day, "oven", windows=(TimeWindow(20 * HOUR, 21 * HOUR),))
    assert_mended(night, BOILER, ReasonCode.WINDOW, ActionCode.MOVE_WINDOW)
    never = with_task(day, "oven", windows=(TimeWindow(0, HOUR),), release=3 * HOUR)
    assert_mended(never, BOILER, ReasonCode.WINDOW, ActionCode.MOVE_WINDOW)


def test_overtime_mends_a_shift_that_is_too_short(day: Problem) -> None:
    long = with_task(day, "oven", duration=10 * HOUR)
    assert_mended(long, NOBODY, ReasonCode.SHIFT, ActionCode.EXTEND_SHIFT)


def test_overtime_mends_a_way_that_is_too_far(day: Problem) -> None:
    far = with_ann(with_task(day, "oven", duration=8 * HOUR + 1_200), breaks=())
    assert_mended(far, NOBODY, ReasonCode.TOO_FAR, ActionCode.EXTEND_SHIFT)
    assert action(far, "oven", NOBODY).details == {"vehicle": "Ann", "overtime": 1_200}


def test_overtime_mends_a_full_day(day: Problem) -> None:
    longer = with_task(day, "oven", duration=3 * HOUR)
    full = with_task(longer, "boiler", duration=4 * HOUR, windows=())
    assert_mended(full, BOILER, ReasonCode.DAY_FULL, ActionCode.EXTEND_SHIFT)
    assert action(full, "oven", BOILER).sentence == "Allow Ann 30 minutes more of overtime."


def test_a_limit_and_the_time_together_are_mended_together(day: Problem) -> None:
    longer = with_task(day, "oven", duration=3 * HOUR, demand=(2,))
    full = with_ann(with_task(longer, "boiler", duration=6 * HOUR, windows=(), skip_price=None),
                    breaks=())  # fmt: skip
    found = action(full, "oven", BOILER)
    assert mends(full, "oven", found, BOILER)


# --- other work --------------------------------------------------------------------------------


@pytest.fixture
def clash(day: Problem) -> Problem:
    """Oven and boiler at the same moment."""
    noon = (TimeWindow(5 * HOUR, 5 * HOUR),)
    return with_task(with_task(day, "oven", windows=noon), "boiler", windows=noon)


def test_leaving_the_other_out_mends_a_clash(clash: Problem) -> None:
    assert_mended(clash, BOILER, ReasonCode.DISPLACED, ActionCode.SKIP_OTHER)
    found = action(clash, "oven", BOILER)
    assert (found.sentence, found.details["skip"]) == ("Leave out boiler.", ("boiler",))


def test_the_less_important_of_two_rivals_gives_way(clash: Problem) -> None:
    both = bob(clash)
    boiler = both.tasks[1]
    lesser = replace(boiler, id="lamp", skip_price=10)
    problem = replace(both, tasks=(*both.tasks, lesser))
    served: Served = {"Ann": ("boiler",), "Bob": ("lamp",)}
    assert action(problem, "oven", served).details["skip"] == ("lamp",)
    assert_mended(problem, served, ReasonCode.DISPLACED, ActionCode.SKIP_OTHER)


def test_several_give_way_where_one_is_not_enough(day: Problem) -> None:
    boiler = replace(day.tasks[1], windows=(), duration=HOUR)
    small = tuple(replace(boiler, id=f"lamp{n}") for n in range(3))
    big = with_task(replace(day, tasks=(day.tasks[0], *small)), "oven", duration=7 * HOUR - 60)
    problem = with_ann(big, shift=TimeWindow(0, 9 * HOUR), overtime=0, capacity=())
    served: Served = {"Ann": tuple(task.id for task in small)}
    found = reason(problem, "oven", served)
    assert found.action is not None
    assert mends(problem, "oven", found.action, served)


def test_what_is_under_way_is_never_asked_to_give_way(clash: Problem) -> None:
    busy = with_ann(clash, frozen=(FrozenStop("boiler", 5 * HOUR),))
    found = reason(busy, "oven", BOILER)
    assert found.action is not None
    assert "skip" not in found.action.details
    assert mends(busy, "oven", found.action, BOILER)


def test_a_higher_cap_mends_the_cap_on_changes(day: Problem) -> None:
    published = with_task(day, "boiler", windows=(), reference=Reference("Ann", HOUR // 2))
    early = with_task(published, "oven", windows=(TimeWindow(HOUR // 2, HOUR // 2),))
    capped = replace(early, max_changed=0)
    assert_mended(capped, BOILER, ReasonCode.CHANGE, ActionCode.RAISE_CAP)


def test_a_pin_serves_what_costs_more_than_it_is_worth(day: Problem) -> None:
    cheap = with_task(day, "oven", skip_price=100)
    assert_mended(cheap, BOILER, ReasonCode.DISPLACED, ActionCode.PIN)
    assert action(cheap, "oven", BOILER).sentence == "Pin it to Ann."


def test_a_longer_search_mends_what_nobody_tried(day: Problem) -> None:
    assert_mended(day, BOILER, ReasonCode.NOT_TRIED, ActionCode.SEARCH_LONGER)


# --- an action and the problem -----------------------------------------------------------------


def test_an_action_changes_only_what_it_names(day: Problem) -> None:
    longer = action_of(Remedy("Ann").also(Kind.LONGER, overtime=600))
    after = taken(day, "oven", longer)
    assert after.tasks == day.tasks
    assert after.vehicles == (replace(day.vehicles[0], overtime=HOUR + 600),)


def test_every_kind_of_change_has_a_code_and_a_sentence() -> None:
    details: dict[Kind, dict[str, object]] = {
        Kind.PIN: {"pin": True}, Kind.RAISE_CAP: {"cap": 2}, Kind.UNPIN: {"unpin": ("start",)},
        Kind.STOCK: {"parts": {"fuse": 1}}, Kind.EQUIP: {"tools": ("drill",)},
        Kind.CAPACITY: {"capacity": (1,)},
        Kind.LIMIT: {"limits": {"max_tasks": 1, "max_distance": 5, "max_travel": 60}},
        Kind.LONGER: {"overtime": 60}, Kind.SKIP_OTHER: {"skip": ("a", "b")},
        Kind.MOVE_WINDOW: {"window": (1, 1)}, Kind.MUCH_LONGER: {"earlier": 60},
        Kind.ALLOW: {"allow": True}, Kind.TRAIN: {"skills": {"gas": 2}},
    }  # fmt: skip
    for kind in Kind:
        found = action_of(Remedy("Ann").also(kind, 0, {"away": 60}, **details[kind]))
        assert found.sentence.endswith(".")
        assert len(found.sentence) > 5


def test_a_plan_without_the_rival_is_a_plan_of_the_changed_problem(clash: Problem) -> None:
    after = taken(clash, "oven", action(clash, "oven", BOILER))
    swapped = plan(after, {"Ann": ("oven",)})
    assert check(after, as_solution(after, swapped.routes, swapped.cost)).ok
