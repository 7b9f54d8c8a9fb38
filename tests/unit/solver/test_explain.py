"""Each reason for not being served, in a day of one or two people."""

from dataclasses import replace

import pytest

from solver.explain import alternatives, explain, unplanned
from solver.incumbent import as_solution
from solver.problem import Pin, Problem, SkillNeed, TimeWindow, Vehicle
from solver.schedule import Planner
from solver.solution import Reason, ReasonCode, Solution
from tests.builders.problems import HOUR, two_visits_and_a_lunch

OVEN, BOILER = 0, 1


def plan(problem: Problem, *tasks: int, vehicle: int = 0) -> Solution:
    made = Planner(problem).plan({vehicle: tasks})
    assert made is not None
    return as_solution(problem, *made)


def reason(problem: Problem, task: str, *served: int) -> Reason:
    entries = explain(problem, plan(problem, *served))
    found = next(entry.reason for entry in entries if entry.task == task)
    assert found is not None
    return found


def with_task(problem: Problem, index: int, **changes: object) -> Problem:
    tasks = list(problem.tasks)
    tasks[index] = replace(tasks[index], **changes)  # type: ignore[arg-type]
    return replace(problem, tasks=tuple(tasks))


def with_vehicles(problem: Problem, *vehicles: Vehicle) -> Problem:
    return replace(problem, vehicles=vehicles)


@pytest.fixture
def day() -> Problem:
    return two_visits_and_a_lunch()


def test_without_people_nothing_is_served(day: Problem) -> None:
    assert reason(with_vehicles(day), "oven").code is ReasonCode.NO_VEHICLES


def test_a_missing_skill_names_who_comes_closest(day: Problem) -> None:
    found = reason(with_task(day, OVEN, skills=(SkillNeed("gas", 4),)), "oven")
    assert found.code is ReasonCode.SKILL
    assert found.sentence == (
        "Nobody has gas at level 4; Ann comes closest and lacks gas at level 4 (has 3)."
    )
    assert found.details["closest"] == "Ann"


def test_everyone_with_the_skill_is_excluded(day: Problem) -> None:
    found = reason(with_task(day, OVEN, excluded_vehicles=frozenset({"Ann"})), "oven")
    assert found.code is ReasonCode.EXCLUDED


def test_reserved_for_somebody_who_may_not(day: Problem) -> None:
    found = reason(with_task(day, OVEN, required_vehicles=frozenset({"Bob"})), "oven")
    assert (found.code, "reserved for Bob" in found.sentence) == (ReasonCode.EXCLUDED, True)


def test_pinned_to_somebody_who_is_away(day: Problem) -> None:
    found = reason(with_task(day, OVEN, pin=Pin("Bob")), "oven")
    assert found.code is ReasonCode.PIN
    assert found.sentence == "It is pinned to Bob, who does not work in the time planned."


def test_pinned_to_somebody_without_the_skill(day: Problem) -> None:
    found = reason(with_task(day, OVEN, pin=Pin("Ann"), skills=(SkillNeed("gas", 5),)), "oven")
    assert (found.code, "lacks gas at level 5" in found.sentence) == (ReasonCode.PIN, True)


def test_more_than_anyone_carries(day: Problem) -> None:
    found = reason(with_task(day, OVEN, demand=(3,)), "oven")
    assert (found.code, found.details["capacity"]) == (ReasonCode.CAPACITY, (2,))


def test_more_than_anyone_has_left(day: Problem) -> None:
    found = reason(with_task(day, OVEN, demand=(2,)), "oven", BOILER)
    assert found.code is ReasonCode.CAPACITY


def test_a_window_after_the_last_shift_says_by_how_much_it_is_missed(day: Problem) -> None:
    evening = (TimeWindow(10 * HOUR, 11 * HOUR),)
    found = reason(with_task(day, OVEN, windows=evening), "oven")
    assert (found.code, found.details["seconds"]) == (ReasonCode.WINDOW, HOUR)
    assert "the closest, of Ann, by 60 minutes" in found.sentence


def test_released_after_its_windows(day: Problem) -> None:
    found = reason(with_task(day, BOILER, release=7 * HOUR), "boiler")
    assert found.code is ReasonCode.WINDOW


def test_longer_than_a_shift(day: Problem) -> None:
    found = reason(with_task(day, OVEN, duration=10 * HOUR), "oven")
    assert (found.code, found.details["seconds"]) == (ReasonCode.SHIFT, HOUR)


def test_too_far_to_be_back_in_time(day: Problem) -> None:
    found = reason(with_task(day, OVEN, duration=8 * HOUR + 1_200), "oven")
    assert (found.code, found.details["seconds"]) == (ReasonCode.TOO_FAR, 1_200)


@pytest.fixture
def full(day: Problem) -> Problem:
    """Oven until 3:30, lunch and driving until 5:00, boiler until 9:00: home half an hour late."""
    longer = with_task(day, OVEN, duration=3 * HOUR)
    return with_task(longer, BOILER, duration=4 * HOUR, windows=())


def test_a_full_day_says_how_much_longer_it_would_have_to_be(full: Problem) -> None:
    found = reason(full, "oven", BOILER)
    assert (found.code, found.details["seconds"]) == (ReasonCode.DAY_FULL, 1_800)
    assert found.sentence == (
        "The day is full: Ann, who has most room, would have to work 30 minutes longer."
    )


def test_what_would_fit_and_pay_was_not_tried(day: Problem) -> None:
    assert reason(day, "oven", BOILER).code is ReasonCode.NOT_TRIED


def test_the_missing_minutes_are_exactly_enough(full: Problem) -> None:
    missing = reason(full, "oven", BOILER).details["seconds"]
    assert isinstance(missing, int)
    for extra, possible in ((missing, True), (missing - 1, False)):
        longer = replace(full.vehicles[0], overtime=full.vehicles[0].overtime + extra)
        plans = [
            Planner(with_vehicles(full, longer)).plan({0: order}) for order in ((0, 1), (1, 0))
        ]
        assert any(made is not None for made in plans) is possible


def test_a_task_dearer_to_serve_than_to_skip_gives_both_prices(day: Problem) -> None:
    found = reason(with_task(day, OVEN, skip_price=100), "oven", BOILER)
    assert found.code is ReasonCode.DISPLACED
    assert (found.details["extra"], found.details["skip_price"]) == (1_800, 100)


def test_a_rival_for_the_same_time_is_named(day: Problem) -> None:
    noon = (TimeWindow(5 * HOUR, 5 * HOUR),)
    clash = with_task(with_task(day, OVEN, windows=noon), BOILER, windows=noon)
    found = reason(clash, "oven", BOILER)
    assert (found.code, found.details["task"]) == (ReasonCode.DISPLACED, "boiler")
    assert "Ann serves boiler, which costs 50000 to leave out" in found.sentence


def test_without_a_plan_only_the_impossible_task_is_blamed(day: Problem) -> None:
    problem = with_task(day, OVEN, skip_price=None, skills=(SkillNeed("gas", 5),))
    answer = unplanned(problem, plan(problem, BOILER))
    codes = {entry.task: entry.reason.code for entry in answer.unassigned if entry.reason}
    assert (answer.routes, codes) == (
        (),
        {"oven": ReasonCode.SKILL, "boiler": ReasonCode.NOT_TRIED},
    )


def test_alternatives_tell_who_else_could_go_and_at_what_extra_cost(day: Problem) -> None:
    bob = replace(day.vehicles[0], id="Bob")
    found = alternatives(with_vehicles(day, day.vehicles[0], bob), plan(day, OVEN, BOILER), "oven")
    assert [(option.vehicle, option.position, option.extra) for option in found] == [
        ("Bob", 0, 1_800)
    ]
