from dataclasses import replace

import pytest

from solver.problem import (
    FrozenStop,
    KindTimes,
    Kink,
    Lateness,
    Pin,
    Place,
    SkillNeed,
    Task,
    TimeWindow,
    Vehicle,
    scaled,
)
from tests.builders.problems import two_visits_and_a_lunch, with_ann


def test_a_window_holds_both_of_its_ends_and_nothing_beyond() -> None:
    window = TimeWindow(10, 20)
    assert [time in window for time in (9, 10, 20, 21)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("nominal", "factor", "seconds"),
    [(0, 1500, 0), (3, 1500, 5), (1, 499, 0), (1, 500, 1), (100, 1000, 100), (7, 777, 5)],
)
def test_a_factor_rounds_half_up(nominal: int, factor: int, seconds: int) -> None:
    assert scaled(nominal, factor) == seconds


def test_a_skill_is_enough_from_its_level_upwards() -> None:
    ann = Vehicle("Ann", TimeWindow(0, 1), skills={"gas": 3})
    assert ann.has_skills((SkillNeed("gas", 3),))
    assert not ann.has_skills((SkillNeed("gas", 4),))
    assert not ann.has_skills((SkillNeed("power", 1),))


def test_a_pinned_task_is_mandatory_whatever_its_skip_price() -> None:
    assert Task("a", 0).mandatory
    assert not Task("a", 0, skip_price=5).mandatory
    assert Task("a", 0, skip_price=5, pin=Pin("Ann")).mandatory


@pytest.mark.parametrize(
    ("start", "price"),
    [(-5, 0), (100, 0), (101, 7 + 2), (110, 7 + 20), (111, 7 + 20 + 3), (130, 7 + 20 + 60)],
)
def test_lateness_is_priced_piece_by_piece(start: int, price: int) -> None:
    assert Lateness(100, 2, (Kink(10, 3), Kink(40, 9)), step=7).price_at(start) == price


def test_a_task_takes_the_times_of_the_vehicles_kind_or_its_own() -> None:
    task = Task("a", 0, duration=9, setup=3, by_kind=(KindTimes("senior", 5),))
    assert task.times_for("senior") == (5, 0)
    assert task.times_for("junior") == task.times_for("") == (9, 3)


def test_what_a_vehicle_has_been_promised_must_be_served_by_it() -> None:
    problem = with_ann(
        two_visits_and_a_lunch(), frozen=(FrozenStop("oven"),), pinned_order=("boiler",)
    )
    bob = Vehicle("Bob", TimeWindow(0, 1), skills={"gas": 5})
    assert problem.promised_to == {"oven": "Ann", "boiler": "Ann"}
    for task in problem.tasks:
        assert problem.must_serve(task)
        assert problem.may_serve(problem.vehicles[0], task)
        assert not problem.may_serve(bob, task)


def test_a_frozen_task_has_no_more_wishes_but_keeps_its_pin() -> None:
    problem = with_ann(two_visits_and_a_lunch(), frozen=(FrozenStop("oven"),), skills={})
    ann, oven = problem.vehicles[0], problem.tasks[0]
    assert problem.may_serve(ann, replace(oven, excluded_vehicles=frozenset({"Ann"})))
    assert not problem.may_serve(ann, replace(oven, pin=Pin("Bob")))
    assert not problem.may_serve(ann, replace(problem.tasks[1], skills=oven.skills))


@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        ({}, True),
        ({"pin": Pin("Ann")}, True),
        ({"pin": Pin("Bob")}, False),
        ({"pin": Pin(start=5)}, True),
        ({"required_vehicles": frozenset({"Ann", "Bob"})}, True),
        ({"required_vehicles": frozenset({"Bob"})}, False),
        ({"required_vehicles": frozenset()}, False),
        ({"excluded_vehicles": frozenset({"Ann"})}, False),
        ({"skills": (SkillNeed("gas", 5),)}, False),
    ],
)
def test_who_may_serve_a_task(change: dict[str, object], allowed: bool) -> None:
    problem = two_visits_and_a_lunch()
    ann, task = problem.vehicles[0], replace(problem.tasks[0], **change)  # type: ignore[arg-type]
    assert problem.may_serve(ann, task) is allowed


def test_tasks_and_vehicles_are_found_by_id() -> None:
    problem = two_visits_and_a_lunch()
    assert problem.tasks[problem.task_index["boiler"]].id == "boiler"
    assert problem.vehicles[problem.vehicle_index["Ann"]].id == "Ann"
    assert problem.places[0] == Place("office")
