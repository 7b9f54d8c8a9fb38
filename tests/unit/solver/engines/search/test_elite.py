"""The elite: which plans descents begin from after the starts of a search."""

from solver.engines.search.descents import ORIGINS
from solver.engines.search.elite import Elite
from solver.engines.search.islands import Standing


def plan(cost: int, missing: int = 0) -> Standing:
    """A plan that can be told by its cost: the route of vehicle 0."""
    return Standing(missing, cost, {0: [cost]})


def begins(elite: Elite) -> int:
    """The cost of the plan from which the next descent begins."""
    return int(elite.next()[0][0])


def after_starts(*costs: int) -> Elite:
    """The elite of so many starts."""
    elite = Elite(len(costs), ORIGINS)
    for i, cost in enumerate(costs):
        elite.keep(plan(cost), plan(min(costs[: i + 1])))
    return elite


def test_descents_begin_from_the_plans_of_all_starts_the_best_first_and_last() -> None:
    elite = after_starts(30, 10, 20)
    found = []
    for _ in range(5):
        found.append(begins(elite))
        elite.keep(plan(99), plan(10))
    assert found == [10, 20, 30, 20, 10]


def test_a_descent_improves_the_plan_it_began_from_and_no_other() -> None:
    elite = after_starts(10, 20, 30)
    elite.next()
    elite.keep(plan(99), plan(10))
    assert begins(elite) == 20
    elite.keep(plan(15), plan(10))
    assert [begins(elite) for _ in range(3)] == [30, 15, 10]


def test_what_recombination_finds_takes_the_place_of_the_best_plan() -> None:
    elite = Elite(3, ORIGINS)
    for ended, best in ((10, 10), (20, 10), (30, 5)):
        elite.keep(plan(ended), plan(best))
    assert [begins(elite) for _ in range(3)] == [5, 20, 30]


def test_a_plan_that_lacks_a_task_comes_after_all_that_lack_none() -> None:
    elite = Elite(2, ORIGINS)
    elite.keep(plan(1, missing=1), plan(1, missing=1))
    elite.keep(plan(50), plan(50))
    assert begins(elite) == 50


def test_a_start_begins_from_the_best_plan_so_far() -> None:
    elite = Elite(3, ORIGINS)
    found = []
    for ended, best in ((20, 20), (10, 10)):
        elite.keep(plan(ended), plan(best))
        found.append(begins(elite))
    assert found == [20, 10]
