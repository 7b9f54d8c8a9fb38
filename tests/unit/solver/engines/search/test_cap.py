"""Where changes are capped the search moves as many tasks as it may, and no more."""

from dataclasses import replace

import pytest

from solver.engines.protocol import Assignment, Finding
from solver.engines.search import Search
from solver.model import Model
from solver.problem import Problem, Reference, VehiclePrices
from solver.solution import Route, StepKind
from solver.stop import Limits

LEG = 100


def a_town_of_two_ends(cap: int | None) -> Problem:
    """West and east live at their ends; the published plan sends both across, twice."""
    model = Model("two ends")
    west, east = model.add_place(), model.add_place()
    for name, home in (("west", west), ("east", east)):
        model.add_vehicle(
            name,
            shift=(0, 9_000),
            start_place=home,
            end_place=home,
            prices=VehiclePrices(travel_second=1),
        )
    for number in range(4):
        place, vehicle = (west, "east") if number % 2 else (east, "west")
        published = Reference(vehicle, LEG * (1 + number))
        model.add_task(place, id=f"task{number}", skip_price=5_000, reference=published)
    model.set_travel([[0, LEG], [LEG, 0]], [[0, 0], [0, 0]])
    return replace(model.problem(), max_changed=cap, change_tolerance=1_000)


def moved(problem: Problem, routes: tuple[Route, ...]) -> int:
    hosts = {s.id: r.vehicle for r in routes for s in r.steps if s.kind is StepKind.TASK}
    wishes = {task.id: task.reference for task in problem.tasks}
    return sum(hosts.get(name) != wish.vehicle for name, wish in wishes.items() if wish)


@pytest.mark.parametrize(("cap", "cost"), [(0, 4 * LEG), (1, 4 * LEG), (2, 2 * LEG), (4, 0)])
def test_what_may_move_moves_where_that_pays(cap: int, cost: int) -> None:
    problem = a_town_of_two_ends(cap)
    limits = Limits(iterations=20_000)
    events = Search().search(Assignment(problem, limits=limits))
    found = [event for event in events if isinstance(event, Finding)]
    assert found[-1].cost == cost
    assert all(moved(problem, plan.routes) <= cap for plan in found)
