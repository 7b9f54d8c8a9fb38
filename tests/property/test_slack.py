"""Slack is what it says: that much later nothing breaks, and without breaks a second more does."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from solver.problem import Problem, Vehicle
from solver.schedule import schedule
from solver.slack import slacks
from solver.solution import Route, StepKind
from tests.builders.problems import problems


def routes_of(problem: Problem) -> list[Route]:
    """The cheapest route of each vehicle through two tasks, where there is one."""
    orders = [(0, 1), (1, 0)] if len(problem.tasks) > 1 else [(0,)]
    found = [
        schedule(problem, vehicle, order)
        for vehicle in range(len(problem.vehicles))
        for order in orders
        if len(problem.tasks) >= len(order)
    ]
    return [route for route in found if route is not None]


def starting_later(problem: Problem, route: Route, task: str, seconds: int) -> Route | None:
    """The earliest route of the same visits in which one of them starts so much later, or more."""
    start = next(step.start for step in route.steps if step.id == task)
    tasks = tuple(
        replace(each, release=start + seconds) if each.id == task else each
        for each in problem.tasks
    )
    vehicles = tuple(earliest(vehicle) for vehicle in problem.vehicles)
    later = replace(problem, tasks=tasks, vehicles=vehicles)
    indices = [problem.task_index[name] for name in route.tasks]
    return schedule(later, problem.vehicle_index[route.vehicle], indices)


def earliest(vehicle: Vehicle) -> Vehicle:
    """The same vehicle without a wage: its cheapest schedule is its earliest."""
    return replace(vehicle, prices=replace(vehicle.prices, working_second=0))


def breaks_something(problem: Problem, before: Route, after: Route | None) -> bool:
    """Whether a later route is impossible, newly late, or longer than the shift and the old one."""
    if after is None:
        return True
    shift = problem.vehicles[problem.vehicle_index[before.vehicle]].shift
    return after.end > max(shift.end, before.end) or bool(
        late(problem, after) - late(problem, before)
    )


def late(problem: Problem, route: Route) -> set[str]:
    found = set()
    for step in route.steps:
        if step.kind is StepKind.TASK:
            lateness = problem.tasks[problem.task_index[step.id]].lateness
            if lateness is not None and step.start > lateness.deadline:
                found.add(step.id)
    return found


@given(problems())
def test_a_visit_may_start_as_much_later_as_its_slack_and_nothing_breaks(problem: Problem) -> None:
    assume(problem.tasks)
    for route in routes_of(problem):
        for task, slack in slacks(problem, route).items():
            if slack >= 0:
                after = starting_later(problem, route, task, slack)
                assert not breaks_something(problem, route, after), (task, slack)


@given(problems())
def test_without_breaks_a_second_more_than_the_slack_breaks_something(problem: Problem) -> None:
    assume(problem.tasks)
    rested = tuple(replace(vehicle, breaks=()) for vehicle in problem.vehicles)
    problem = replace(problem, vehicles=rested)
    for route in routes_of(problem):
        windows = {task.id: task.windows for task in problem.tasks}
        for task, slack in slacks(problem, route).items():
            if slack >= 0 and all(len(windows[name]) <= 1 for name in route.tasks):
                after = starting_later(problem, route, task, slack + 1)
                assert breaks_something(problem, route, after), (task, slack)


@given(problems(), st.integers(1, 5_000))
def test_a_late_visit_has_a_negative_slack_of_what_it_is_late_by(
    problem: Problem, seconds: int
) -> None:
    assume(problem.tasks)
    for route in routes_of(problem):
        shown = slacks(problem, route)
        for task in late(problem, route):
            step = next(each for each in route.steps if each.id == task)
            lateness = problem.tasks[problem.task_index[task]].lateness
            assert lateness is not None
            assert shown[task] == lateness.deadline - step.start < 0
