"""Whatever the problem: a proposed action was tried, and taking it serves the task."""

from dataclasses import replace
from random import Random

from hypothesis import event, given, settings

from solver.check import check
from solver.engines.greedy import Greedy
from solver.engines.protocol import Assignment, Finding
from solver.explain import any_hopeless, explain
from solver.explain.reach import Outline, Reach
from solver.explain.seat import Seat
from solver.explain.ways import Ways
from solver.incumbent import as_solution
from solver.problem import Absentee, Pin, Problem
from solver.solution import Solution
from tests.builders.explained import mends
from tests.builders.families import ALL
from tests.builders.problems import problems, random_problem, seeds
from tests.oracle import best_cost


def with_absentees(problem: Problem) -> Problem:
    return replace(problem, absentees=(Absentee("Zoe", {"gas": 5, "power": 5}),))


def without_duties(problem: Problem) -> Problem:
    tasks = tuple(
        replace(task, skip_price=task.skip_price or 50, pin=None) for task in problem.tasks
    )
    vehicles = tuple(replace(v, frozen=(), pinned_order=()) for v in problem.vehicles)
    return with_absentees(replace(problem, tasks=tasks, vehicles=vehicles, max_changed=None))


def greedy_plan(problem: Problem) -> Solution:
    findings = [e for e in Greedy().search(Assignment(problem)) if isinstance(e, Finding)]
    return as_solution(problem, findings[-1].routes, findings[-1].cost)


def assert_mended(problem: Problem, plan: Solution) -> None:
    served = {route.vehicle: route.tasks for route in plan.routes}
    for entry in explain(problem, plan):
        assert entry.reason is not None
        action = entry.reason.action
        event(f"{entry.reason.code.value} → {action.code.value if action else 'nothing'}")
        if action is not None:
            assert mends(problem, entry.task, action, served), entry.reason


@settings(max_examples=120)
@given(problems(max_tasks=6, max_vehicles=3, families=ALL))
def test_an_action_taken_serves_the_task(problem: Problem) -> None:
    problem = without_duties(problem)
    assert_mended(problem, greedy_plan(problem))


@settings(max_examples=120)
@given(problems(max_tasks=5, max_vehicles=3, families=ALL), seeds)
def test_an_action_taken_serves_a_task_that_a_person_has_pinned(
    problem: Problem, seed: int
) -> None:
    free = without_duties(problem)
    plan = greedy_plan(free)
    capped = replace(free, max_changed=problem.max_changed)
    free = capped if check(capped, plan).ok else free
    random = Random(seed)
    left = [entry.task for entry in plan.unassigned][:1]
    names = [vehicle.id for vehicle in free.vehicles]
    pin = Pin(random.choice([None, "Zoe", *names]), random.choice([None, random.randint(0, 20)]))
    pinned = replace(
        free,
        tasks=tuple(
            replace(task, pin=None if pin == Pin() else pin) if task.id in left else task
            for task in free.tasks
        ),
    )
    alone = replace(plan, unassigned=tuple(e for e in plan.unassigned if e.task in left))
    assert_mended(pinned, alone)


@settings(max_examples=200)
@given(problems(max_tasks=5, max_vehicles=2, families=ALL))
def test_no_position_is_ruled_out_that_a_task_could_take(problem: Problem) -> None:
    problem = without_duties(problem)
    plan = greedy_plan(problem)
    ways = Ways(problem, plan)
    for entry in plan.unassigned:
        task = problem.tasks[problem.task_index[entry.task]]
        for index, vehicle in enumerate(problem.vehicles):
            seat = Seat(problem, vehicle, ways.plan.others(index), task)
            outline = Outline(Reach(problem, vehicle), seat.others)
            possible = [at for at in seat.all_positions() if seat.place(at) is not None]
            assert set(possible) <= set(outline.positions(task))
            endless = seat.with_vehicle(replace(vehicle, overtime=vehicle.overtime + 100))
            bounds = {position: bound for bound, position in outline.overtimes(task)}
            for at in endless.all_positions():
                placed = endless.place(at)
                if placed is not None:
                    late = placed.route.end - vehicle.shift.end - vehicle.overtime
                    assert bounds[at] <= max(0, late)


@settings(max_examples=60)
@given(seeds)
def test_a_problem_called_hopeless_has_no_plan(seed: int) -> None:
    problem = random_problem(Random(seed), tasks=3, vehicles=2, families=ALL)
    duties = tuple(replace(task, skip_price=None) for task in problem.tasks)
    problem = replace(problem, tasks=duties)
    if any_hopeless(problem):
        assert best_cost(problem) is None
