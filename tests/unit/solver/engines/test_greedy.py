"""First plans by insertion, and the repair of plans that no longer fit."""

from dataclasses import replace

from solver.engines.greedy import Greedy, repair
from solver.engines.greedy.partial import PartialRoute
from solver.engines.protocol import Assignment, Finding
from solver.problem import PartNeed, Pin, Problem, Restock, SkillNeed, TimeWindow
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
    assert repaired.notes == ("warm start: dropped 1 task that the problem does not have: boiler",)


def test_repair_drops_what_the_vehicle_may_no_longer_serve() -> None:
    problem = two_visits_and_a_lunch()
    harder = with_task(problem, 0, skills=(SkillNeed("gas", 5),))
    repaired = repair(harder, [route(problem, 0, 1)])
    assert repaired.sequences == {0: [1]}
    assert repaired.notes == ("warm start: dropped 1 task not allowed on the vehicle: oven",)


def test_repair_drops_what_no_longer_fits_but_keeps_the_pinned_task() -> None:
    problem = two_visits_and_a_lunch()
    longer = with_task(problem, 0, duration=6 * HOUR)
    pinned = with_task(longer, 1, pin=Pin("Ann"))
    repaired = repair(pinned, [route(problem, 0, 1)])
    assert repaired.sequences == {0: [1]}
    (note,) = repaired.notes
    assert note == "warm start: dropped 1 task without room in time or capacity any more: oven"


def test_repair_serves_a_task_once_and_counts_what_it_drops() -> None:
    problem = two_visits_and_a_lunch()
    given = route(problem, 0, 1)
    repaired = repair(problem, [replace(given, steps=(*given.steps, *given.steps))])
    assert repaired.sequences == {0: [0, 1]}
    assert repaired.notes == ("warm start: dropped 2 tasks already served: oven, boiler",)


def test_repair_names_a_few_of_many_tasks_and_counts_all() -> None:
    problem = two_visits_and_a_lunch()
    step = route(problem, 0).steps[1]
    steps = tuple(replace(step, id=name) for name in "abcd")
    assert repair(problem, [Route("Ann", steps)]).notes == (
        "warm start: dropped 4 tasks that the problem does not have: a, b, c, ...",
    )


def test_the_depot_is_visited_for_what_is_lacking_and_moves_when_a_task_comes_before_it() -> None:
    """Ann lacks the drill for the oven; the boiler, put in after it, needs none."""
    problem = with_task(two_visits_and_a_lunch(), 0, tools=frozenset({"drill"}))
    ann = replace(problem.vehicles[0], restock=Restock(0))
    problem = replace(problem, vehicles=(ann,))
    (found,) = last_plan(problem).routes
    assert found.tasks == ("oven", "boiler")
    assert [step.kind for step in found.steps][:3] == ["start", "restock", "task"]
    route = PartialRoute(problem, timetables(problem)[0], [1])
    extra = route.best_insertion(0)
    assert extra is not None
    route.insert(0, extra[1])
    assert route.is_feasible


def test_a_tool_that_no_van_has_is_left_alone() -> None:
    problem = with_task(two_visits_and_a_lunch(), 0, tools=frozenset({"drill"}))
    assert [found.tasks for found in last_plan(problem).routes] == [("boiler",)]


def test_parts_of_the_own_stock_are_used_before_the_depot_and_any_number_after_it() -> None:
    problem = two_visits_and_a_lunch()
    for index in (0, 1):
        problem = with_task(problem, index, parts=(PartNeed("fuse", 5),))
    ann = replace(problem.vehicles[0], stock={"fuse": 5}, restock=Restock(2))
    (found,) = last_plan(replace(problem, vehicles=(ann,))).routes
    kinds = [step.kind.value for step in found.steps]
    assert set(found.tasks) == {"oven", "boiler"}
    assert kinds.count("restock") == 1


def test_a_route_that_cannot_pass_the_depot_in_time_is_infeasible() -> None:
    problem = with_task(two_visits_and_a_lunch(), 0, tools=frozenset({"drill"}))
    late = Restock(0, (TimeWindow(9 * HOUR, 10 * HOUR),))
    problem = replace(problem, vehicles=(replace(problem.vehicles[0], restock=late),))
    assert not PartialRoute(problem, timetables(problem)[0], [0]).is_feasible
    assert PartialRoute(problem, timetables(problem)[0], [1]).is_feasible
