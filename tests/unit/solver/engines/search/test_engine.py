"""What the search answers before it needs any kernel."""

import pytest

from solver.engines.protocol import Assignment, EngineError
from solver.engines.search import Search
from solver.model import Model
from solver.problem import Break, Problem, TimeWindow


def day(tasks: int, vehicles: int, breaks: int = 0) -> Problem:
    model = Model("a day")
    place = model.add_place()
    for number in range(vehicles):
        rests = [Break(f"rest {rest}", 1, (TimeWindow(0, 90),)) for rest in range(breaks)]
        model.add_vehicle(f"vehicle {number}", shift=(0, 100), start_place=place, breaks=rests)
    for _ in range(tasks):
        model.add_task(place, skip_price=1)
    model.set_travel([[0]], [[0]])
    return model.problem()


@pytest.mark.parametrize(("tasks", "vehicles"), [(0, 0), (0, 2), (2, 0)])
def test_without_tasks_or_vehicles_there_is_nothing_to_search(tasks: int, vehicles: int) -> None:
    assert list(Search().search(Assignment(day(tasks, vehicles)))) == []


def test_a_rule_it_does_not_know_is_refused_by_name() -> None:
    with pytest.raises(EngineError, match="more than six breaks"):
        next(Search().search(Assignment(day(1, 1, breaks=7))))
