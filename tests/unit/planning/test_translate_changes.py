"""Planning against what is published: whom a change costs, and how much."""

from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.team import Absence
from dispatch.planning.changes import touched
from solver.problem import Reference
from tests.builders.domain import a_backlog_entry, minutes
from tests.builders.horizons import (
    ADA,
    BOB,
    DAY,
    HOUR,
    TUESDAY,
    a_published_plan,
    a_shift,
    a_visit,
    at,
    problem_of,
    translated,
)


def test_what_is_published_is_where_and_when_it_was_promised() -> None:
    visit, shift = a_visit(), a_shift()
    (task,) = problem_of([visit], shift, published=[a_published_plan((visit, shift, at(9)))]).tasks
    assert task.reference == Reference("ADA", 9 * HOUR)


def test_cents_a_quarter_of_an_hour_are_exact_units_a_second() -> None:
    policy = PlanningPolicy(change_technician=700, change_quarter_hour=300)
    prices = problem_of([a_visit()], policy=policy).prices
    assert prices.change_vehicle == 700 * 3600
    assert prices.change_second * 900 == 300 * 3600


def test_without_a_published_plan_nothing_is_compared_and_no_cap_holds() -> None:
    found = translated([a_visit()], policy=PlanningPolicy(max_changed=0))
    assert found.problem.tasks[0].reference is None
    assert found.problem.max_changed is None
    assert found.start is None


def test_at_most_so_many_customers_are_touched_beyond_the_tolerance() -> None:
    visit, shift = a_visit(), a_shift()
    policy = PlanningPolicy(max_changed=3, change_tolerance=minutes(10))
    published = [a_published_plan((visit, shift, at(9)))]
    problem = problem_of([visit], shift, published=published, policy=policy)
    assert (problem.max_changed, problem.change_tolerance) == (3, 600)


def test_a_promise_of_somebody_who_is_off_now_is_a_change_for_whoever_comes() -> None:
    visit, shift, other = a_visit(), a_shift(), a_shift(BOB)
    published = [a_published_plan((visit, shift, at(9)))]
    ill = [Absence(ADA, at(0), at(23))]
    problem = problem_of(
        [visit], shift, other, published=published, absences=ill, technicians=[ADA, BOB]
    )
    assert problem.tasks[0].reference == Reference("ADA", 9 * HOUR)
    assert [vehicle.id for vehicle in problem.vehicles] == ["BOB"]


def test_a_promised_start_that_has_passed_counts_from_now() -> None:
    visit, shift = a_visit(), a_shift()
    published = [a_published_plan((visit, shift, at(9)))]
    (task,) = problem_of([visit], shift, published=published, now=at(10)).tasks
    assert task.reference == Reference("ADA", 10 * HOUR)


def test_a_promise_is_kept_by_the_piece_of_the_day_it_falls_in() -> None:
    visit, shift = a_visit(), a_shift()
    published = [a_published_plan((visit, shift, at(14)))]
    away = [Absence(ADA, at(10), at(12))]
    (task,) = problem_of([visit], shift, published=published, absences=away).tasks
    assert task.reference == Reference("ADA#2", 14 * HOUR)


def test_each_day_of_a_horizon_is_compared_with_its_own_plan() -> None:
    visits, shifts = [a_visit("WO-1"), a_visit("WO-2")], [a_shift(), a_shift(day=18)]
    published = [
        a_published_plan((visits[0], shifts[0], at(9))),
        a_published_plan((visits[1], shifts[1], at(9, day=18)), day=TUESDAY.replace(day=18)),
    ]
    problem = problem_of(visits, *shifts, published=published, days=2)
    assert [task.reference for task in problem.tasks] == [
        Reference("ADA 2026-03-17", 9 * HOUR),
        Reference("ADA 2026-03-18", DAY + 9 * HOUR),
    ]


def test_a_search_begins_with_the_published_order() -> None:
    visits, shift = [a_visit("WO-1"), a_visit("WO-2"), a_visit("WO-3")], a_shift()
    plan = a_published_plan((visits[0], shift, at(11)), (visits[1], shift, at(9)))
    found = translated(visits, shift, published=[plan])
    assert found.start is not None
    assert [(route.vehicle, route.tasks) for route in found.start.routes] == [
        ("ADA", ("WO-2", "WO-1"))
    ]


def test_touched_is_who_was_told_otherwise() -> None:
    names = ("kept", "moved a little", "moved", "given away", "left out", "done meanwhile")
    visits = {name: a_visit(name) for name in names}
    ada, bob = a_shift(), a_shift(BOB)
    published = a_published_plan(*((visit, ada, at(9)) for visit in visits.values()))
    draft = a_published_plan(
        (visits["kept"], ada, at(9)),
        (visits["moved a little"], ada, at(9, 15)),
        (visits["moved"], ada, at(9, 16)),
        (visits["given away"], bob, at(9)),
    )
    draft.backlog = [a_backlog_entry(visits["left out"])]
    found = touched([published], [draft], minutes(15), at(8))
    assert [visit.order.number for visit in found] == ["moved", "given away", "left out"]


def test_who_could_only_be_late_is_not_touched_by_the_plan() -> None:
    visit, shift = a_visit(), a_shift()
    published = a_published_plan((visit, shift, at(9)))
    draft = a_published_plan((visit, shift, at(10, 10)))
    assert touched([published], [draft], minutes(15), at(10)) == []
    assert touched([published], [draft], minutes(15), at(8)) == [visit]
