"""First plans by insertion, and the repair of plans that no longer fit."""

from dataclasses import replace

from solver.engines.greedy import Greedy, repair
from solver.engines.greedy.partial import PartialRoute
from solver.engines.protocol import Assignment, Finding
from solver.problem import Pin, Problem, SkillNeed
from solver.schedule import schedule, timetables
from solver.solution import Route
from tests.builders.days import working_day
from tests.builders.problems import HOUR, two_visits_and_a_lunch


def last_plan(problem: Problem, seed: int = 0) -> Finding:
    events = Greedy().search(Assignment(problem, seed=seed))
    return [event for event in events if isinstance(event, Finding)][-1]


def with_task(problem: Problem, index: int, **changes: object) -> Problem:
    tasks = list(problem.tasks)
    tasks[index] = replace(tasks[index], **changes)  # type: ignore[arg-type]
    return replace(problem, tasks=tuple(tasks))


def route(problem: Problem, *tasks: int) -> Route:
    found = schedule(problem, 0, tasks)
    assert found is not None
    return found


def test_everything_is_served_where_everything_fits() -> None:
    plan = last_plan(two_visits_and_a_lunch())
    assert plan.cost == 5_400
    assert [found.tasks for found in plan.routes] == [("oven", "boiler")]


def test_the_same_seed_gives_the_same_plan() -> None:
    day = working_day(30, 4)
    assert last_plan(day, seed=5) == last_plan(day, seed=5)


def test_a_task_that_costs_more_than_its_skip_price_is_left_out() -> None:
    plan = last_plan(with_task(two_visits_and_a_lunch(), 1, skip_price=1_799))
    assert [found.tasks for found in plan.routes] == [("oven",)]


def test_a_mandatory_task_is_served_though_a_dearer_one_loses_its_place() -> None:
    problem = with_task(two_visits_and_a_lunch(), 0, duration=6 * HOUR, skip_price=10**6)
    plan = last_plan(with_task(problem, 1, skip_price=None))
    assert [found.tasks for found in plan.routes] == [("boiler",)]


def test_an_extra_cost_is_the_difference_of_two_route_costs() -> None:
    problem = two_visits_and_a_lunch()
    partial = PartialRoute(problem, timetables(problem)[0], [1])
    assert partial.best_insertion(0) == (1_800, 0)


def test_a_route_without_capacity_left_takes_nothing_more() -> None:
    problem = with_task(two_visits_and_a_lunch(), 1, demand=(2,))
    partial = PartialRoute(problem, timetables(problem)[0], [1])
    assert partial.best_insertion(0) is None


def test_a_plan_that_still_fits_is_repaired_to_itself() -> None:
    problem = two_visits_and_a_lunch()
    repaired = repair(problem, [route(problem, 0, 1)])
    assert (repaired.sequences, repaired.notes) == ({0: [0, 1]}, ())


def test_repair_ignores_unknown_tasks_and_says_so() -> None:
    problem = two_visits_and_a_lunch()
    smaller = replace(problem, tasks=problem.tasks[:1])
    repaired = repair(smaller, [route(problem, 0, 1)])
    assert repaired.sequences == {0: [0]}
    assert repaired.notes == ("warm start: dropped 1 task that the problem does not have",)


def test_repair_drops_what_the_vehicle_may_no_longer_serve() -> None:
    problem = two_visits_and_a_lunch()
    harder = with_task(problem, 0, skills=(SkillNeed("gas", 5),))
    repaired = repair(harder, [route(problem, 0, 1)])
    assert repaired.sequences == {0: [1]}
    assert "may not serve" in repaired.notes[0]


def test_repair_drops_what_no_longer_fits_but_keeps_the_pinned_task() -> None:
    problem = two_visits_and_a_lunch()
    longer = with_task(problem, 0, duration=6 * HOUR)
    pinned = with_task(longer, 1, pin=Pin("Ann"))
    repaired = repair(pinned, [route(problem, 0, 1)])
    assert repaired.sequences == {0: [1]}
    assert "no longer fit" in repaired.notes[0]
