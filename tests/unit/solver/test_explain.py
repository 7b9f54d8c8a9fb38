"""Each reason for not being served, in a day of one or two people."""

from dataclasses import replace

import pytest

from solver.explain import any_hopeless, explain, unplanned
from solver.problem import (
    Absentee,
    Break,
    Lateness,
    PartNeed,
    Pin,
    Problem,
    Reference,
    Restock,
    SkillNeed,
    TimeWindow,
    Travel,
)
from solver.schedule import Planner
from solver.solution import ReasonCode
from tests.builders.explained import Served, plan, reason, with_ann, with_task, with_vehicles
from tests.builders.problems import HOUR, two_visits_and_a_lunch

NOBODY: Served = {}
BOILER: Served = {"Ann": ("boiler",)}


@pytest.fixture
def day() -> Problem:
    return two_visits_and_a_lunch()


# --- whatever else is planned ------------------------------------------------------------------


def test_without_people_nothing_is_served(day: Problem) -> None:
    empty = with_vehicles(day)
    assert reason(empty, "oven", NOBODY).code is ReasonCode.NO_VEHICLES
    hasty = explain(empty, plan(empty, NOBODY), patient=lambda: False)
    assert {e.reason.code for e in hasty if e.reason} == {ReasonCode.NO_VEHICLES}


def test_a_missing_skill_names_who_comes_closest(day: Problem) -> None:
    found = reason(with_task(day, "oven", skills=(SkillNeed("gas", 4),)), "oven", NOBODY)
    assert found.code is ReasonCode.SKILL
    assert found.sentence == (
        "Nobody has gas at level 4; Ann comes closest and lacks gas at level 4 (has 3)."
    )
    assert (found.details["closest"], found.details["needs"]) == ("Ann", {"gas": 4})


def test_all_who_have_the_skill_are_off_and_named(day: Problem) -> None:
    off = (Absentee("Bob", {"gas": 5}), Absentee("Cleo", {"gas": 4}), Absentee("Dan", {"gas": 1}))
    problem = replace(with_task(day, "oven", skills=(SkillNeed("gas", 4),)), absentees=off)
    found = reason(problem, "oven", NOBODY)
    assert found.code is ReasonCode.OFF
    assert found.sentence == "All who have gas at level 4 are off: Bob and Cleo."


def test_everyone_with_the_skill_is_excluded(day: Problem) -> None:
    found = reason(with_task(day, "oven", excluded_vehicles=frozenset({"Ann"})), "oven", NOBODY)
    assert found.code is ReasonCode.EXCLUDED
    assert found.sentence == "Everyone with the skills is excluded from it: Ann."


def test_the_one_it_is_reserved_for_is_named_although_off(day: Problem) -> None:
    wish = with_task(day, "oven", required_vehicles=frozenset({"Bob"}))
    found = reason(replace(wish, absentees=(Absentee("Bob", {"gas": 3}),)), "oven", NOBODY)
    assert found.code is ReasonCode.EXCLUDED
    assert found.sentence == "It is reserved for Bob, who is off."
    assert found.details["required"] == found.details["absent"] == ("Bob",)


def test_reserved_for_somebody_without_the_skill_says_what_is_lacking(day: Problem) -> None:
    bob = replace(day.vehicles[0], id="Bob", skills={})
    wish = with_task(day, "oven", required_vehicles=frozenset({"Bob"}))
    found = reason(with_vehicles(wish, *day.vehicles, bob), "oven", NOBODY)
    assert found.code is ReasonCode.EXCLUDED
    assert found.sentence == "It is reserved for Bob: Bob lacks gas at level 2 (has none)."


def test_pinned_to_somebody_who_is_away(day: Problem) -> None:
    pinned = with_task(day, "oven", pin=Pin("Bob"))
    found = reason(pinned, "oven", NOBODY)
    assert found.code is ReasonCode.PIN
    assert found.sentence == "It is pinned to Bob, who does not work in the time planned."
    off = reason(replace(pinned, absentees=(Absentee("Bob"),)), "oven", NOBODY)
    assert off.sentence == "It is pinned to Bob, who is off."


def test_pinned_to_somebody_without_the_skill(day: Problem) -> None:
    pinned = with_task(day, "oven", pin=Pin("Ann"), skills=(SkillNeed("gas", 5),))
    found = reason(pinned, "oven", NOBODY)
    assert (found.code, "lacks gas at level 5" in found.sentence) == (ReasonCode.PIN, True)


def test_a_pin_is_blamed_only_where_releasing_it_would_help(day: Problem) -> None:
    evening = with_task(day, "oven", pin=Pin("Ann"), windows=(TimeWindow(12 * HOUR, 13 * HOUR),))
    assert reason(evening, "oven", NOBODY).code is ReasonCode.WINDOW
    late = replace(day.vehicles[0], id="Bob", shift=TimeWindow(10 * HOUR, 16 * HOUR), breaks=())
    found = reason(with_vehicles(evening, *day.vehicles, late), "oven", NOBODY)
    assert (found.code, found.details["because"]) == (ReasonCode.PIN, "window")


def test_a_start_pinned_outside_the_windows_is_a_conflict_of_its_own(day: Problem) -> None:
    pinned = with_task(day, "boiler", pin=Pin(None, HOUR))
    found = reason(pinned, "boiler", NOBODY)
    assert (found.code, found.details["pinned_start"]) == (ReasonCode.PIN, HOUR)


def test_more_than_anyone_carries(day: Problem) -> None:
    found = reason(with_task(day, "oven", demand=(3,)), "oven", NOBODY)
    assert (found.code, found.details["missing"]) == (ReasonCode.CAPACITY, (1,))


def test_a_part_that_nobody_has_is_counted(day: Problem) -> None:
    needy = with_ann(with_task(day, "oven", parts=(PartNeed("fuse", 3),)), stock={"fuse": 1})
    found = reason(needy, "oven", NOBODY)
    assert (found.code, found.details["parts"]) == (ReasonCode.PART, {"fuse": 2})
    assert found.sentence == (
        "Nobody who may serve it has the parts: Ann comes closest and lacks 2 of fuse."
    )


def test_a_window_after_the_last_shift_says_by_how_much_it_is_missed(day: Problem) -> None:
    evening = (TimeWindow(10 * HOUR, 11 * HOUR),)
    found = reason(with_task(day, "oven", windows=evening), "oven", NOBODY)
    assert (found.code, found.details["seconds"]) == (ReasonCode.WINDOW, HOUR)
    assert "the closest, of Ann, by 60 minutes" in found.sentence


def test_released_after_its_windows(day: Problem) -> None:
    assert reason(with_task(day, "boiler", release=7 * HOUR), "boiler", NOBODY).code is (
        ReasonCode.WINDOW
    )


def test_longer_than_a_shift(day: Problem) -> None:
    found = reason(with_task(day, "oven", duration=10 * HOUR), "oven", NOBODY)
    assert (found.code, found.details["seconds"]) == (ReasonCode.SHIFT, HOUR)


def test_too_far_to_be_back_in_time(day: Problem) -> None:
    far = with_task(day, "oven", duration=8 * HOUR + 1_200)
    found = reason(with_ann(far, breaks=()), "oven", NOBODY)
    assert (found.code, found.details["seconds"]) == (ReasonCode.TOO_FAR, 1_200)
    lunch_first = reason(far, "oven", NOBODY)
    assert lunch_first.details["seconds"] == 3 * HOUR + 1_800 + 1_200


def test_breaks_that_leave_no_room_are_a_matter_of_the_shift(day: Problem) -> None:
    rest = Break("long lunch", HOUR, (TimeWindow(5 * HOUR, 5 * HOUR),))
    wish = with_task(day, "oven", duration=5 * HOUR, windows=(TimeWindow(HOUR, HOUR),))
    assert reason(with_ann(wish, breaks=(rest,)), "oven", NOBODY).code is ReasonCode.SHIFT


def test_a_limit_that_even_an_empty_day_exceeds(day: Problem) -> None:
    found = reason(with_ann(day, max_travel=HOUR - 1), "oven", NOBODY)
    assert (found.code, found.details["limits"]) == (ReasonCode.LIMIT, ("max_travel",))


# --- in this plan ------------------------------------------------------------------------------


def test_more_than_anyone_has_left(day: Problem) -> None:
    found = reason(with_task(day, "oven", demand=(2,)), "oven", BOILER)
    assert (found.code, found.details["missing"]) == (ReasonCode.CAPACITY, (1,))


def test_a_stock_that_is_used_up(day: Problem) -> None:
    fuses = (PartNeed("fuse", 2),)
    both = with_task(with_task(day, "oven", parts=fuses), "boiler", parts=fuses)
    found = reason(with_ann(both, stock={"fuse": 3}), "oven", BOILER)
    assert (found.code, found.details["parts"]) == (ReasonCode.PART, {"fuse": 1})


def test_a_limit_that_is_reached(day: Problem) -> None:
    found = reason(with_ann(day, max_tasks=1), "oven", BOILER)
    assert (found.code, found.details["limits"]) == (ReasonCode.LIMIT, ("max_tasks",))


@pytest.fixture
def full(day: Problem) -> Problem:
    """Oven until 3:30, lunch and driving until 5:00, boiler until 9:00: home half an hour late."""
    longer = with_task(day, "oven", duration=3 * HOUR)
    return with_task(longer, "boiler", duration=4 * HOUR, windows=())


def test_a_full_day_says_how_much_longer_it_would_have_to_be(full: Problem) -> None:
    found = reason(full, "oven", BOILER)
    assert (found.code, found.details["seconds"]) == (ReasonCode.DAY_FULL, 1_800)
    assert found.sentence == (
        "The day is full: Ann, who has most room, would have to work 30 minutes longer."
    )


def test_the_missing_minutes_are_exactly_enough(full: Problem) -> None:
    missing = reason(full, "oven", BOILER).details["seconds"]
    assert isinstance(missing, int)
    for extra, possible in ((missing, True), (missing - 1, False)):
        longer = with_ann(full, overtime=full.vehicles[0].overtime + extra)
        plans = [Planner(longer).plan({0: order}) for order in ((0, 1), (1, 0))]
        assert any(made is not None for made in plans) is possible


def test_what_would_fit_and_pay_was_not_tried(day: Problem) -> None:
    assert reason(day, "oven", BOILER).code is ReasonCode.NOT_TRIED


def test_a_task_dearer_to_serve_than_to_skip_keeps_its_prices_out_of_the_sentence(
    day: Problem,
) -> None:
    found = reason(with_task(day, "oven", skip_price=100), "oven", BOILER)
    assert found.code is ReasonCode.DISPLACED
    assert (found.details["extra"], found.details["skip_price"]) == (1_800, 100)
    assert not any(letter.isdigit() for letter in found.sentence)


def test_whom_it_would_delay_is_named_with_the_delay(day: Problem) -> None:
    promised = with_task(day, "boiler", windows=(), lateness=Lateness(HOUR // 2, 1_000))
    early = with_task(promised, "oven", skip_price=100, windows=(TimeWindow(HOUR // 2, HOUR // 2),))
    found = reason(early, "oven", BOILER)
    assert (found.code, found.details["delayed"]) == (ReasonCode.DISPLACED, "boiler")
    assert "boiler (priority 0) would be" in found.sentence


@pytest.fixture
def clash(day: Problem) -> Problem:
    """Both at the same moment; the boiler has priority 3, the oven 2."""
    noon = (TimeWindow(5 * HOUR, 5 * HOUR),)
    both = with_task(with_task(day, "oven", windows=noon), "boiler", windows=noon)
    return with_task(with_task(both, "boiler", priority=3), "oven", priority=2)


def test_a_rival_for_the_same_time_is_named_with_its_priority(clash: Problem) -> None:
    found = reason(clash, "oven", BOILER)
    assert (found.code, found.details["task"]) == (ReasonCode.DISPLACED, "boiler")
    assert found.sentence == (
        "In its time Ann serves boiler (priority 3); this one (priority 2) does not fit beside it."
    )


def test_a_rival_that_must_be_served_is_called_that(clash: Problem) -> None:
    found = reason(with_task(clash, "boiler", skip_price=None), "oven", BOILER)
    assert "serves boiler (which must be served); this one" in found.sentence


def test_a_pin_to_a_full_day_says_how_much_is_missing(full: Problem) -> None:
    found = reason(with_task(full, "oven", pin=Pin("Ann")), "oven", BOILER)
    assert (found.code, found.details["seconds"]) == (ReasonCode.DAY_FULL, 1_800)
    assert "Ann, whom it is pinned to, would have to work 30 minutes longer" in found.sentence


def test_a_pin_to_a_full_day_is_blamed_when_somebody_else_is_free(full: Problem) -> None:
    bob = replace(full.vehicles[0], id="Bob")
    pinned = with_task(with_vehicles(full, *full.vehicles, bob), "oven", pin=Pin("Ann"))
    found = reason(pinned, "oven", BOILER)
    assert found.code is ReasonCode.PIN
    assert found.sentence == "It is pinned to Ann, who has no room for it then."


def test_the_cap_on_changes_stands_in_the_way(day: Problem) -> None:
    """To reach the oven first, Ann would come to the boiler later than promised."""
    published = with_task(day, "boiler", windows=(), reference=Reference("Ann", HOUR // 2))
    early = with_task(published, "oven", windows=(TimeWindow(HOUR // 2, HOUR // 2),))
    found = reason(replace(early, max_changed=0), "oven", BOILER)
    assert (found.code, found.details["needed"]) == (ReasonCode.CHANGE, 1)


def test_no_sentence_says_a_price(day: Problem) -> None:
    dear = with_task(day, "boiler", skip_price=6_934_674_241)
    noon = (TimeWindow(5 * HOUR, 5 * HOUR),)
    found = reason(with_task(with_task(dear, "oven", windows=noon), "boiler", windows=noon),
                   "oven", BOILER)  # fmt: skip
    assert "6934674241" not in found.sentence
    assert found.details["skip_prices"] == {"boiler": 6_934_674_241}


def test_without_time_to_look_the_reason_says_so(day: Problem) -> None:
    (entry,) = explain(day, plan(day, BOILER), patient=lambda: False)
    assert entry.reason is not None
    assert entry.reason.code is ReasonCode.NOT_TRIED


def test_who_may_not_serve_is_known_even_without_time(day: Problem) -> None:
    rare = with_task(day, "oven", skills=(SkillNeed("gas", 5),))
    (entry,) = explain(rare, plan(rare, BOILER), patient=lambda: False)
    assert entry.reason is not None
    assert entry.reason.code is ReasonCode.SKILL


def test_a_task_that_only_a_detour_reaches_is_not_hopeless(day: Problem) -> None:
    """Straight to the bakery takes all day; over the school it takes an hour."""
    seconds = day.travel["default"].seconds.copy()
    seconds[0, 1] = 9 * HOUR
    odd = replace(day, travel={"default": Travel(seconds, day.travel["default"].metres)})
    must = with_task(with_task(odd, "oven", skip_price=None), "boiler", windows=())
    assert not any_hopeless(must)
    assert any_hopeless(with_task(must, "oven", duration=10 * HOUR))


def test_a_task_that_only_a_detour_reaches_with_its_tools_is_not_hopeless(day: Problem) -> None:
    seconds = day.travel["default"].seconds.copy()
    seconds[0, 1] = 9 * HOUR
    odd = replace(day, travel={"default": Travel(seconds, day.travel["default"].metres)})
    drilled = with_task(odd, "oven", skip_price=None, tools=frozenset({"drill"}))
    must = with_task(with_ann(drilled, restock=Restock(0)), "boiler", windows=())
    assert not any_hopeless(must)
    assert any_hopeless(with_ann(must, restock=None))


def test_a_depot_on_a_short_cut_is_found(day: Problem) -> None:
    seconds = day.travel["default"].seconds.copy()
    seconds[0, 1] = 9 * HOUR
    odd = replace(day, travel={"default": Travel(seconds, day.travel["default"].metres)})
    problem = with_ann(with_task(odd, "oven", tools=frozenset({"drill"})), restock=Restock(2))
    assert reason(problem, "oven", {}).code is ReasonCode.NOT_TRIED


def test_without_a_plan_only_the_impossible_task_is_blamed(day: Problem) -> None:
    problem = with_task(day, "oven", skip_price=None, skills=(SkillNeed("gas", 5),))
    answer = unplanned(problem, plan(problem, BOILER))
    reasons = {entry.task: entry.reason for entry in answer.unassigned}
    assert answer.routes == ()
    assert {task: found.code for task, found in reasons.items() if found} == {
        "oven": ReasonCode.SKILL,
        "boiler": ReasonCode.DISPLACED,
    }
    assert reasons["boiler"] is not None
    assert reasons["boiler"].details["tasks"] == ("oven",)


def test_many_tasks_without_a_place_are_counted_not_listed(day: Problem):
    crowd = tuple(
        replace(day.tasks[0], id=f"oven {n}", skip_price=None, required_vehicles=frozenset())
        for n in range(9)
    )
    crowded = replace(day, tasks=(*crowd, day.tasks[1]))
    answer = unplanned(crowded, plan(crowded, NOBODY))
    waiting = answer.unassigned[-1].reason
    assert waiting is not None
    assert waiting.action is not None
    assert waiting.sentence.startswith("No plan was found: oven 0, oven 1, oven 2 and 6 more must")
    assert waiting.action.sentence == "Leave out oven 0, oven 1, oven 2 and 6 more."
    assert len(waiting.action.details["skip"]) == 9
