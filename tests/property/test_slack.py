"""Slack is what it says: that much later nothing breaks, and without breaks a second more does."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from solver.problem import Prices, Problem, TimeWindow, Vehicle, VehiclePrices
from solver.schedule import schedule
from solver.slack import slacks
from solver.solution import Route, StepKind
from tests.builders.families import ALL, Family
from tests.builders.problems import problems

RELEASE_DOES_NOT_HOLD = Family.FROZEN
"""What has begun begins when it began: these tests ask a service to start later by its release."""
UNLIKE_A_CHAIN = {RELEASE_DOES_NOT_HOLD, Family.MAX_DURATION, Family.PLACED_BREAKS}
"""A longest route may also leave later, and slack does not know that; breaks likewise."""


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
    """A route of the same visits in which one of them starts so much later, or more.

    If there is one that breaks nothing it is such a one: all that costs anything is to be newly
    late, and to end after the shift and later than before.
    """
    start = next(step.start for step in route.steps if step.id == task)
    late_already = late(problem, route)
    tasks = tuple(
        replace(
            each,
            release=start + seconds if each.id == task else each.release,
            lateness=None if each.id in late_already else each.lateness,
        )
        for each in problem.tasks
    )
    vehicles = tuple(to_be_back_by(route.end, vehicle) for vehicle in problem.vehicles)
    later = replace(problem, tasks=tasks, vehicles=vehicles, prices=Prices())
    indices = [problem.task_index[name] for name in route.tasks]
    return schedule(later, problem.vehicle_index[route.vehicle], indices)


def to_be_back_by(moment: int, vehicle: Vehicle) -> Vehicle:
    """The same vehicle at no price but for the time after its shift and after a moment."""
    end = max(vehicle.shift.end, min(moment, vehicle.shift.end + vehicle.overtime))
    return replace(
        vehicle,
        shift=TimeWindow(vehicle.shift.start, end),
        overtime=vehicle.shift.end + vehicle.overtime - end,
        prices=VehiclePrices(travel_second=0, overtime_second=1),
    )


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


@given(problems(families=set(ALL) - {RELEASE_DOES_NOT_HOLD}))
def test_a_visit_may_start_as_much_later_as_its_slack_and_nothing_breaks(problem: Problem) -> None:
    assume(problem.tasks)
    for route in routes_of(problem):
        for task, slack in slacks(problem, route).items():
            if slack >= 0:
                after = starting_later(problem, route, task, slack)
                assert not breaks_something(problem, route, after), (task, slack)


@given(problems(families=set(ALL) - UNLIKE_A_CHAIN))
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


@given(problems(families=ALL), st.integers(1, 5_000))
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
