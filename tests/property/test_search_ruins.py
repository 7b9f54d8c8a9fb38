"""Which tasks each ruin takes, and which task is regretted most, beside slow twins in Python."""

from collections.abc import Iterator

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given, settings

from solver.engines.search.kernels import layout as at
from solver.problem import Problem
from tests.builders.days import working_day
from tests.property.search_steps import Search
from tests.property.test_search_iterations import WHOLE, uniform

seeds = st.integers(0, 2**32)
STEP = 0x9E3779B97F4A7C15
TOWN = working_day(60, 7)
PLACES = {"town": TOWN, "village": working_day(9, 2)}
everywhere = pytest.mark.parametrize("name", PLACES)


def chances(state: int) -> Iterator[float]:
    """The numbers that SplitMix64 draws from a state on."""
    while True:
        yield uniform(state)
        state = (state + STEP) % WHOLE


def prepared(problem: Problem, seed: int) -> tuple[Search, Iterator[float]]:
    """A search whose next iteration has begun, and what chance will say."""
    from solver.engines.search.kernels.moves import begin, survey

    search = Search.under_way(problem, seed)
    begin(search.work)
    survey(search.plan, search.work)
    return search, chances(int(search.plan.random[0]))


def nearest(problem: Problem, task: int) -> list[int]:
    """All other tasks by the shorter leg, ties by number."""
    places = [each.place for each in problem.tasks]
    seconds = problem.travel["default"].seconds

    def leg(other: int) -> int:
        a, b = places[task], places[other]
        return int(min(seconds[a][b], seconds[b][a]))

    return sorted(set(range(len(places))) - {task}, key=lambda other: (leg(other), other))


def crew(problem: Problem, task: int) -> list[int]:
    """Who may serve a task."""
    who = enumerate(problem.vehicles)
    return [k for k, vehicle in who if problem.may_serve(vehicle, problem.tasks[task])]


def moments(search: Search) -> dict[int, int]:
    """When the service of each task that is served is over at the earliest."""
    found = {}
    for row, route in zip(search.plan.row.tolist(), search.routes, strict=True):
        for x, task in enumerate(route):
            times = search.plan.stops[row, x + 1, :, at.TIME].tolist()
            found[task] = min(time for time in times if time != at.NONE)
    return found


def some_tasks(chance: Iterator[float]) -> int:
    """How many tasks a ruin takes that does not go by routes: 2 to 21."""
    return 2 + int(next(chance) * 20)


@everywhere
@settings(max_examples=20, deadline=None)
@given(seed=seeds)
def test_a_related_ruin_takes_the_seed_and_the_tasks_nearest_to_it(name: str, seed: int) -> None:
    from solver.engines.search.kernels.ruin import ruin_related

    problem = PLACES[name]
    search, chance = prepared(problem, seed)
    task = seed % len(problem.tasks)
    count = some_tasks(chance)
    ruin_related(search.terms, search.guide, search.plan, search.work, task)
    assert search.hand == [task, *nearest(problem, task)][:count]


@everywhere
@settings(max_examples=60, deadline=None)
@given(seed=seeds)
def test_a_slice_takes_what_is_served_near_the_seed_at_about_its_time_or_could_be(
    name: str, seed: int
) -> None:
    from solver.engines.search.kernels.ruin import ruin_slice

    problem = PLACES[name]
    search, chance = prepared(problem, seed)
    task = seed % len(problem.tasks)
    count, over, hosts = some_tasks(chance), moments(search), search.hosts
    around = [task, *nearest(problem, task)]
    first = next(other for other in around if other in over)
    shift = problem.vehicles[hosts[first]].shift
    span = int((shift.end - shift.start) * (0.02 + (0.12 - 0.02) * next(chance)))

    def is_in_slice(other: int) -> bool:
        if other in over:
            return abs(over[other] - over[first]) <= span
        window = problem.tasks[other].windows[0]
        low, high = over[first] - span, over[first] + span
        return window.start <= high and window.end >= low

    known = around[around.index(first) :]
    expected = [task, *(o for o in known if o != task and is_in_slice(o))][:count]
    ruin_slice(search.terms, search.guide, search.plan, search.work, task)
    assert search.hand == expected


@everywhere
@settings(max_examples=60, deadline=None)
@given(seed=seeds)
def test_a_scarce_ruin_takes_tasks_that_compete_for_a_vehicle_which_few_others_may_need(
    name: str, seed: int
) -> None:
    from solver.engines.search.kernels.ruin import ruin_scarce

    problem = PLACES[name]
    search, chance = prepared(problem, seed)
    size, task = len(problem.tasks), seed % len(problem.tasks)
    crews = [crew(problem, other) for other in range(size)]
    drawn = int(next(chance) * size)
    rare, common = (drawn, task) if len(crews[drawn]) < len(crews[task]) else (task, drawn)
    count = some_tasks(chance)
    expected = [rare]
    if crews[rare]:
        k = crews[rare][int(next(chance) * len(crews[rare]))]
        most = len(crews[common])
        near = nearest(problem, rare)
        expected += [other for other in near if k in crews[other] and len(crews[other]) <= most]
    ruin_scarce(search.terms, search.guide, search.plan, search.work, task)
    assert search.hand == expected[:count]


@settings(max_examples=60, deadline=None)
@given(seed=seeds, share=st.floats(0, 1))
def test_the_task_whose_second_best_vehicle_is_dearest_beside_its_best_comes_first(
    seed: int, share: float
) -> None:
    from solver.engines.search.kernels.insertion import best_insertion
    from solver.engines.search.kernels.recreate import BLINK, place_next

    search = Search.under_way(TOWN, seed)
    search.ruin()
    assume(search.close())
    arrays = search.terms, search.guide, search.plan, search.work
    hand, size = search.hand, len(search.hand)
    was = dict(zip(hand, search.work.was.tolist(), strict=False))
    for i in range(size):
        end = min(size, i + 1 + int(share * (size - i)))
        chance, before = chances(int(search.plan.random[0])), search.copy()
        before.plan.priced[:] = -1  # priced anew, without any limit
        choices = []
        for x in range(i, end):
            asked = [k for k in crew(TOWN, hand[x]) if not next(chance) < BLINK]
            prices = [
                best_insertion(before.terms, before.plan, k, hand[x], at.NEVER) for k in asked
            ]
            skip = int(search.work.price[hand[x]])
            best, second = sorted([skip, skip, *prices])[:2]
            choices.append((best - second, x, best, skip))
        if end == i + 1:
            choices = [(0, *choices[0][1:])]
        _, chosen, best, skip = min(choices)
        hand[i], hand[chosen] = hand[chosen], hand[i]
        place_next(*arrays, i, end, False)
        assert search.hand == hand
        assert search.total - before.total == (best if best < skip else 0)
        assert (search.plan.host[hand[i]] >= 0) == (best < skip)
        assert search.work.was[:size].tolist() == [was[task] for task in hand]


@settings(max_examples=40, deadline=None)
@given(seed=seeds, lucky=st.booleans())
def test_few_tasks_are_now_and_then_inserted_by_regret_and_many_never(
    seed: int, lucky: bool
) -> None:
    from solver.engines.search.kernels.chance import uniform as drawn
    from solver.engines.search.kernels.recreate import FEW, REGRETS, choose_order, place_next

    search = Search.under_way(TOWN, seed)
    search.ruin()
    assume(search.close())
    size = len(search.hand)
    state = int(search.plan.random[0])
    # an order is drawn first, and a number for each task
    while (uniform((state + (size + 1) * STEP) % WHOLE) < REGRETS) != lucky:
        state = (state + 1) % WHOLE
    search.plan.random[0] = state
    twin = search.copy()
    arrays = twin.terms, twin.guide, twin.plan, twin.work
    choose_order(*arrays)
    by_regret = size <= FEW and drawn(twin.plan.random) < REGRETS
    assert by_regret == (lucky and size <= FEW)
    for i in range(size):
        place_next(*arrays, i, size if by_regret else i + 1, False)
    search.recreate()
    assert (search.hand, search.routes) == (twin.hand, twin.routes)
    assert search.plan.random == twin.plan.random
