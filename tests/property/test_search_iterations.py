"""What one iteration of the search does, step by step, beside slow twins in plain Python."""

import math
from itertools import pairwise
from random import Random

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import assume, given, settings

from solver.engines.search.kernels import layout as at
from solver.engines.search.kernels.layout import NEVER, NONE
from solver.problem import Problem
from tests.builders.days import working_day
from tests.property.search_steps import Search
from tests.property.test_search_kernels import days, understood

seeds = st.integers(0, 2**32)
WHOLE = 2**64


def uniform(state: int) -> float:
    """The next number of SplitMix64 after a state."""
    z = (state + 0x9E3779B97F4A7C15) % WHOLE
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % WHOLE
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % WHOLE
    return ((z ^ (z >> 31)) >> 11) / 2**53


@settings(max_examples=60, deadline=None)
@given(days, seeds)
def test_a_ruin_takes_each_task_once_out_of_its_route_and_none_that_has_begun(
    problem: Problem, seed: int
) -> None:
    search = Search.under_way(understood(problem), seed)
    begun = {problem.task_index[stop.task] for v in problem.vehicles for stop in v.frozen}
    for _ in range(20):
        hosts, routes = search.hosts, search.routes
        search.ruin()
        hand = search.hand
        assert len(hand) == len(set(hand))
        assert not any(hosts[task] >= 0 for task in hand if task in begun)
        assert search.work.was[: len(hand)].tolist() == [hosts[task] for task in hand]
        left = [-1 if task in hand else host for task, host in enumerate(hosts)]
        assert search.plan.host.tolist() == left
        touched = search.work.touched[: search.work.size[at.TOUCHED]].tolist()
        assert sorted(touched) == sorted({hosts[task] for task in hand} - {-1})
        search.close()
        assert search.routes == [[t for t in route if t not in hand] for route in routes]


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_a_ruin_takes_something_but_never_most_of_a_day(seed: int) -> None:
    search = Search.under_way(working_day(150, 15), seed)
    for _ in range(40):
        search.ruin()
        assert 1 <= len(search.hand) <= 75


@settings(max_examples=20, deadline=None)
@given(days, seeds)
def test_the_same_chance_ruins_and_recreates_the_same(problem: Problem, seed: int) -> None:
    search = Search.under_way(understood(problem), seed)
    twin = search.copy()
    for each in (search, twin):
        each.ruin()
        each.close()
        each.recreate()
    assert (search.hand, search.routes) == (twin.hand, twin.routes)
    assert search.plan.random == twin.plan.random


@settings(max_examples=30, deadline=None)
@given(days, seeds)
def test_undoing_an_iteration_leaves_everything_as_it_was(problem: Problem, seed: int) -> None:
    from solver.engines.search.kernels.moves import undo

    search = Search.under_way(understood(problem), seed)
    before = search.hosts.tolist(), search.routes, search.total
    for _ in range(10):
        search.ruin()
        if search.close():
            search.recreate()
        undo(search.plan, search.work)
        assert (search.hosts.tolist(), search.routes, search.total) == before


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_a_string_is_one_stretch_of_a_route_with_at_most_one_gap(seed: int) -> None:
    from solver.engines.search.kernels.moves import begin, survey
    from solver.engines.search.kernels.ruin import ruin_strings

    search = Search.under_way(working_day(100, 8), seed)
    for number in range(8):
        begin(search.work)
        survey(search.plan, search.work)
        hosts, routes = search.hosts, search.routes
        ruin_strings(search.terms, search.guide, search.plan, search.work, (seed + number) % 100)
        assert search.hand
        for k, route in enumerate(routes):
            taken = [x for x, task in enumerate(route) if task in search.hand]
            gaps = sum(after > before + 1 for before, after in pairwise(taken))
            assert gaps <= 1
            assert len(taken) == sum(hosts[task] == k for task in search.hand)
        search.close()


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(0, 3_000))
def test_the_hand_is_sorted_by_its_keys(seed: int, size: int) -> None:
    from solver.engines.search.kernels.recreate import sort_hand

    random, work = Random(seed), Search.under_way(working_day(3, 1), 0, 1).work
    rows = [(random.uniform(0, 1), task, random.randrange(9)) for task in range(size)]
    work = work._replace(
        size=np.array([size, 0, 0, 0, 0]),
        # what lies behind the hand must stay
        key=np.array([*(key for key, *_ in rows), -1.0, -2.0]),
        absent=np.array([*(task for _, task, _ in rows), 7, 8]),
        was=np.array([*(was for *_, was in rows), 7, 8]),
    )
    sort_hand(work)
    found = zip(work.key.tolist(), work.absent.tolist(), work.was.tolist(), strict=True)
    assert list(found) == [*sorted(rows), (-1.0, 7, 7), (-2.0, 8, 8)]


@pytest.mark.parametrize("vehicles", [6, 40])
@settings(max_examples=10, deadline=None)
@given(seed=seeds)
def test_asked_are_all_who_are_able_or_those_likely_to_be_near_each_once(
    vehicles: int, seed: int
) -> None:
    from solver.engines.search.kernels.recreate import EVERYBODY, candidates

    day = working_day(90, vehicles)
    search = Search.under_way(day, seed)
    unused = {k for k, route in enumerate(search.routes) if not route}
    search.ruin()
    search.close()
    guide, plan = search.guide, search.plan
    for i, task in enumerate(search.hand):
        able = [k for k, who in enumerate(day.vehicles) if day.may_serve(who, day.tasks[task])]
        for every in (False, True):
            count = candidates(search.terms, guide, plan, search.work, i, every)
            asked = search.work.asked[:count].tolist()
            if every or len(able) <= EVERYBODY:
                assert asked == able
                continue
            idle = [k for k in able if k in unused]
            near = [plan.host[other] for other in guide.linked[task] if other >= 0]
            likely = {search.work.was[i], *near, *guide.homes[task]} & set(able)
            assert len(asked) == len(set(asked))
            assert likely <= set(asked)
            assert set(asked) - likely <= set(idle[:1])
            assert set(idle[:1]) <= set(asked)


class Judged:
    """An iteration that has been recreated, what it costs, and what becomes of it."""

    def __init__(self, search: Search) -> None:
        self.search, self.before = search, search.copy()
        search.ruin()
        self.is_possible = search.close()
        if self.is_possible:
            search.recreate()
        rows = search.plan.sums[search.plan.row, at.TOTAL]
        self.is_possible = self.is_possible and bool((rows < NEVER).all())
        self.recreated = search.copy()

    @property
    def change(self) -> tuple[int, int, int]:
        """Present cost, true cost and missing tasks after the iteration, minus before."""
        present = true = self.recreated.total - self.before.total
        missing = 0
        skip, price = self.search.guide.skip.tolist(), self.before.work.price.tolist()
        hosts = zip(self.before.hosts.tolist(), self.recreated.hosts.tolist(), strict=True)
        for task, (was, now) in enumerate(hosts):
            more = (now < 0) - (was < 0)
            present += more * price[task]
            if skip[task] == NONE:
                missing += more
            else:
                true += more * skip[task]
        return present, true, missing


@settings(max_examples=60, deadline=None)
@given(days, seeds, st.sampled_from([1e-9, 1.0, 30.0, 1e12]))
def test_what_is_cheaper_is_taken_and_what_is_dearer_as_chance_and_temperature_say(
    problem: Problem, seed: int, temperature: float
) -> None:
    from solver.engines.search.kernels.anneal import judge

    search = Search.under_way(understood(problem), seed)
    judged = Judged(search)
    assume(judged.is_possible)
    present, true, missing = judged.change
    luck = uniform(int(search.plan.random[0]))
    taken = present <= 0 or (luck > 0 and present < -temperature * math.log(luck))
    judge(search.terms, search.guide, search.plan, search.work, search.record, temperature)
    after = judged.recreated if taken else judged.before
    assert search.routes == after.routes
    assert search.hosts.tolist() == after.hosts.tolist()
    states = search.record.state, judged.before.record.state
    columns = [at.CURRENT, at.TRUE_COST, at.MISSING]
    changed = [int(states[0][column] - states[1][column]) for column in columns]
    assert changed == ([present, true, missing] if taken else [0, 0, 0])


@settings(max_examples=30, deadline=None)
@given(days, seeds)
def test_a_plan_with_a_route_that_is_impossible_is_never_taken(problem: Problem, seed: int) -> None:
    from solver.engines.search.kernels.anneal import judge

    search = Search.under_way(understood(problem), seed)
    judged = Judged(search)
    assume(judged.is_possible and search.work.size[at.TOUCHED] > 0)
    touched = search.work.touched[0]
    search.plan.sums[search.plan.row[touched], at.TOTAL] = NEVER
    judge(search.terms, search.guide, search.plan, search.work, search.record, 1e12)
    assert search.routes == judged.before.routes
    assert search.record.state.tolist() == judged.before.record.state.tolist()


@settings(max_examples=40, deadline=None)
@given(days, seeds, st.integers(-1, 1), st.integers(-1, 1))
def test_the_best_plan_lacks_fewest_tasks_and_is_the_cheapest_of_those(
    problem: Problem, seed: int, lacks_more: int, costs_more: int
) -> None:
    from solver.engines.search.kernels.anneal import keep_best

    search = Search.under_way(understood(problem), seed)
    state = search.record.state
    state[at.MISSING] = state[at.BEST_MISSING] + lacks_more
    state[at.TRUE_COST] = state[at.BEST_COST] + costs_more
    before, kept = state.copy(), (search.record.tasks.copy(), search.record.length.copy())
    keep_best(search.plan, search.record)
    better = (lacks_more, costs_more) < (0, 0)
    assert state[at.FOUND] - before[at.FOUND] == better
    if better:
        best = (state[at.BEST_MISSING], state[at.BEST_COST])
        assert best == (before[at.MISSING], before[at.TRUE_COST])
        lengths = search.record.length.tolist()
        tasks = zip(search.record.tasks.tolist(), lengths, strict=True)
        assert [row[:length] for row, length in tasks] == search.routes
    else:
        assert state.tolist() == before.tolist()
        assert (search.record.tasks == kept[0]).all()
        assert (search.record.length == kept[1]).all()


@settings(max_examples=60, deadline=None)
@given(days, seeds, st.sampled_from([0, 199, 200, 250, 300, 301, 1000]), st.booleans())
def test_tasks_that_must_be_served_get_dearer_while_plans_lack_them_and_cheaper_when_none_does(
    problem: Problem, seed: int, short: int, in_need: bool
) -> None:
    from solver.engines.search.kernels import anneal

    search = Search.under_way(understood(problem), seed)
    state, (level, least, most) = search.record.state, search.record.level.tolist()
    state[at.SEEN], state[at.SHORT], state[at.BEST_MISSING] = 1000, short, int(in_need)
    prices, before = search.work.price.copy(), int(state[at.CURRENT])
    anneal.adapt(search.guide, search.plan, search.work, search.record)
    factor = 1.0
    if in_need:
        factor = anneal.IN_NEED
    elif short > 1000 * anneal.MOST_SHORT:
        factor = anneal.DEARER
    elif short < 1000 * anneal.LEAST_SHORT:
        factor = 1 / anneal.DEARER
    expected = min(most, max(least, level * factor))
    assert search.record.level[0] == pytest.approx(expected)
    assert (state[at.SEEN], state[at.SHORT]) == (0, 0)
    rise = 0
    for task, skip in enumerate(search.guide.skip.tolist()):
        if skip == NONE:
            assert search.work.price[task] == search.work.worth[task] + int(search.record.level[0])
            rise += int(search.work.price[task] - prices[task]) * (search.plan.host[task] < 0)
        else:
            assert search.work.price[task] == skip
    assert state[at.CURRENT] == before + rise
