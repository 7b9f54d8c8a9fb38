"""Each kernel says what its slow twin in plain Python says, on random routes of random problems."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import assume, given, settings

from solver.engines.search import supports
from solver.engines.search.kernels import layout as at
from solver.engines.search.kernels.layout import NEVER, Guide, Plan, Terms
from solver.engines.search.state import new_plan, new_record, new_work
from solver.engines.search.terms import compile_problem
from solver.engines.search.warm import kernels
from solver.model import Model
from solver.problem import Problem, Vehicle
from solver.schedule import route_cost
from solver.schedule.admission import before_restocking
from tests.builders.families import Family
from tests.builders.problems import problems
from tests.property.search_twin import Twin

randoms = st.randoms(use_true_random=False)
MODELLED = (
    Family.KINKS,
    Family.PREFERENCE,
    Family.SETUP,
    Family.BY_KIND,
    Family.PICKUP,
    Family.PARTS,
    Family.TOOLS,
    Family.RESTOCK,
    Family.PLACED_BREAKS,
    Family.DAYS,
    Family.MAX_TASKS,
    Family.MAX_DURATION,
    Family.MAX_TRAVEL,
    Family.MAX_DISTANCE,
    Family.PIN_START,
    Family.ORDER,
    Family.FROZEN,
    Family.REFERENCE,
)
WITH_CAP = (*MODELLED, Family.MAX_CHANGED)
days = problems(max_tasks=6, max_vehicles=2, families=MODELLED)


class Loaded:
    """A problem in the kernels' arrays, with one route."""

    def __init__(self, problem: Problem, k: int, tasks: Sequence[int]) -> None:
        self.problem, self.k, self.tasks = problem, k, list(tasks)
        self.terms, self.guide = compile_problem(problem)
        self.plan = long_plan(self.terms, self.guide)
        self.load(self.tasks)

    def load(self, tasks: Sequence[int]) -> int:
        record = new_record(self.plan, 10.0)
        record.length[self.k] = len(tasks)
        record.tasks[self.k, : len(tasks)] = tasks
        kernels().load_plan(self.terms, self.plan, record.tasks, record.length)
        return int(self.plan.sums[self.plan.row[self.k], at.TOTAL])

    @property
    def twin(self) -> Twin:
        opening = int(self.terms.vehicles[self.k, at.OPENING])
        return Twin(self.problem, self.problem.vehicles[self.k], opening)


def long_plan(terms: Terms, guide: Guide) -> Plan:
    """Room for routes that take longer than a shift, as only tests write them."""
    plan = new_plan(terms, guide, 0)
    rows, sets, size = len(plan.length), terms.curfew.shape[1], len(terms.tasks)
    return plan._replace(
        tasks=at.zeros(rows, size),
        places=at.zeros(rows, size + 2),
        legs=at.zeros(rows, size + 1),
        stops=at.zeros(rows, size + 1, sets, at.STOP_COLUMNS),
        loads=at.zeros(rows, size + 1, terms.capacity.shape[1], 2),
        used=at.zeros(rows, size + 1, terms.aboard.shape[1]),
    )


def some_route(problem: Problem, random: Random) -> tuple[int, list[int]]:
    """A route of tasks that are promised to nobody else; mostly, it keeps its own promises."""
    k = random.randrange(len(problem.vehicles))
    vehicle, index, free = problem.vehicles[k], problem.task_index, free_for(problem, k)
    tasks = random.sample(free, random.randint(0, min(4, len(free))))
    if random.random() < 0.8:
        frozen = [index[stop.task] for stop in vehicle.frozen]
        tasks = [*frozen, *(task for task in tasks if task not in frozen)]
        ordered = [index[name] for name in vehicle.pinned_order if index[name] in tasks]
        turn = iter(ordered)
        tasks = [next(turn) if task in ordered else task for task in tasks]
    return k, tasks


def free_for(problem: Problem, k: int) -> list[int]:
    """Tasks that are not promised to another vehicle."""
    name = problem.vehicles[k].id
    tasks = enumerate(problem.tasks)
    return [number for number, task in tasks if problem.promised_to.get(task.id, name) == name]


def wishes(problem: Problem) -> bool:
    return problem.prices.change_second > 0 and any(task.reference for task in problem.tasks)


def lacks_nothing(problem: Problem, k: int, tasks: Sequence[int]) -> bool:
    """Whether the route has a depot and no need of it: no plan goes there; kernels may, for odd
    matrices where the detour is the shorter way.
    """
    vehicle, served = problem.vehicles[k], [problem.tasks[task] for task in tasks]
    return vehicle.restock is not None and before_restocking(vehicle, served) >= len(served)


def has_errands(vehicle: Vehicle) -> bool:
    return bool(vehicle.breaks) or vehicle.restock is not None


def understood(problem: Problem) -> Problem:
    assume(not supports(problem))
    return problem


@settings(max_examples=100, deadline=None)
@given(days, randoms)
def test_labels_find_a_day_whenever_there_is_one_and_never_one_too_cheap(
    problem: Problem, random: Random
) -> None:
    k, tasks = some_route(understood(problem), random)
    loaded = Loaded(problem, k, tasks)
    cost, twin = loaded.load(tasks), loaded.twin.cost(tasks)
    vehicle, exact = problem.vehicles[k], route_cost(problem, k, tasks)
    if cost < NEVER:
        assert twin is not None
        assert exact is not None
        assert exact <= cost or lacks_nothing(problem, k, tasks)
    elif vehicle.max_duration is None:
        assert twin is None
    if twin is not None and vehicle.max_duration is None and not has_errands(vehicle):
        assert cost <= twin
        assert cost == twin or vehicle.prices.working_second or wishes(problem)


@settings(max_examples=100, deadline=None)
@given(problems(max_tasks=6, max_vehicles=1, families=(Family.SETUP, Family.MAX_DURATION)), randoms)
def test_a_route_is_as_short_as_it_can_be_where_one_window_each_and_no_price_says_when(
    problem: Problem, random: Random
) -> None:
    plain = [replace(task, lateness=None, windows=task.windows[:1]) for task in problem.tasks]
    alone = [replace(vehicle, breaks=()) for vehicle in problem.vehicles]
    problem = replace(problem, tasks=tuple(plain), vehicles=tuple(alone))
    k, tasks = some_route(problem, random)
    assert (Loaded(problem, k, tasks).load(tasks) < NEVER) == (
        route_cost(problem, k, tasks) is not None
    )


@settings(max_examples=100, deadline=None)
@given(days, randoms)
def test_bounds_tell_exactly_until_when_the_rest_of_a_route_is_feasible(
    problem: Problem, random: Random
) -> None:
    k, tasks = some_route(understood(problem), random)
    assume(tasks)
    loaded = Loaded(problem, k, tasks)
    position = random.randrange(len(tasks))
    stop = loaded.plan.stops[loaded.plan.row[k], position]
    twin = loaded.twin
    for taken in range(1 << len(twin.rests)):
        done = frozenset(b for b in range(len(twin.rests)) if taken >> b & 1)
        for ready in range(30):
            feasible = from_ready(twin, tasks, position, ready, done) is not None
            assert feasible == (ready <= stop[taken, at.UNTIL])


def from_ready(
    twin: Twin, tasks: Sequence[int], position: int, ready: int, done: frozenset[int]
) -> int | None:
    """Cost of the rest for a vehicle that stands at the task at a position, ready to serve it."""
    task = twin.problem.tasks[tasks[position]]
    start = twin.start(task, ready)
    if start is None or not twin.has_supplies(tasks, tasks[position], done):
        return None
    leaves = start + twin.service(task, twin.place_before(tasks, tasks[position]))
    return twin.cost_from(tasks, position + 1, [(leaves, 0, done)])


@settings(max_examples=100, deadline=None)
@given(days, randoms)
def test_an_insertion_costs_what_the_longer_route_costs_more(
    problem: Problem, random: Random
) -> None:
    """Exactly so without breaks; with them the longer route may rest elsewhere, but is possible.

    Where moved starts are priced, the longer route may wait elsewhere.
    """
    k, tasks = some_route(understood(problem), random)
    others = [task for task in free_for(problem, k) if task not in tasks]
    assume(others)
    loaded, task = Loaded(problem, k, tasks), random.choice(others)
    before = loaded.load(tasks)
    assume(before < NEVER)
    insertion().best_insertion(loaded.terms, loaded.plan, k, task, NEVER)
    _, extra, position = (int(number) for number in loaded.plan.priced[task, k])
    longer = [[*tasks[:p], task, *tasks[p:]] for p in range(len(tasks) + 1)]
    loads = [fits(problem, k, order) for order in longer]
    costs = [loaded.load(order) if ok else NEVER for order, ok in zip(longer, loads, strict=True)]
    if extra < NEVER:
        assert costs[position] < NEVER
    if not has_errands(problem.vehicles[k]) and not wishes(problem):
        assert extra == (min(costs) - before if min(costs) < NEVER else NEVER)
        assert extra == NEVER or costs[position] == min(costs)


def insertion() -> object:
    kernels()
    from solver.engines.search.kernels import insertion as module

    return module


def fits(problem: Problem, k: int, order: Sequence[int]) -> bool:
    """Whether capacity, stock and the most tasks allow the route; deliveries load at the start."""
    vehicle, used = problem.vehicles[k], Counter()
    for task in order:
        used.update({need.part: need.quantity for need in problem.tasks[task].parts})
    short = any(count > vehicle.stock.get(part, 0) for part, count in used.items())
    if short and vehicle.restock is None:
        return False
    if vehicle.max_tasks is not None and len(order) > vehicle.max_tasks:
        return False
    for d, most in enumerate(problem.vehicles[k].capacity):
        steps = [
            (dict(enumerate(problem.tasks[t].demand)).get(d, 0),
             dict(enumerate(problem.tasks[t].pickup)).get(d, 0))
            for t in order
        ]  # fmt: skip
        load = sum(delivered for delivered, _ in steps)
        if load > most:
            return False
        for delivered, picked_up in steps:
            load += picked_up - delivered
            if load > most:
                return False
    return True


@settings(max_examples=60, deadline=None)
@given(days, st.integers(0, 2**32))
def test_after_many_iterations_the_running_totals_are_those_of_a_recount(
    problem: Problem, seed: int
) -> None:
    terms, guide = compile_problem(understood(problem))
    plan, work = new_plan(terms, guide, seed), new_work(terms, guide, 10.0)
    record, entry = new_record(plan, 10.0), kernels()
    entry.load_plan(terms, plan, record.tasks, record.length)
    entry.construct(terms, guide, plan, work, record)
    entry.anneal(terms, guide, plan, work, record, 200, 20.0, 1.0)
    kept = record.state.copy()
    rows = plan.tasks[plan.row], plan.length[plan.row].copy()
    for k, (tasks, length) in enumerate(zip(*rows, strict=True)):
        assert all(plan.host[task] == k for task in tasks[:length])
    assert sum(rows[1]) == (plan.host >= 0).sum()
    entry.load_plan(terms, plan, rows[0].copy(), rows[1])
    entry.take_stock(terms, guide, plan, work, record)
    same = [at.CURRENT, at.TRUE_COST, at.MISSING]
    assert list(kept[same]) == list(record.state[same])


@pytest.mark.parametrize("bound", [1, 2, 7, 1000])
def test_chance_stays_below_its_bound_and_reaches_every_number(bound: int) -> None:
    kernels()
    from solver.engines.search.kernels.chance import below

    state = np.array([5], dtype=np.uint64)
    drawn = [below(state, bound) for _ in range(20 * bound)]
    assert set(drawn) <= set(range(bound))
    assert len(set(drawn)) > bound * 0.99


@settings(max_examples=30, deadline=None)
@given(days, st.integers(0, 2**32))
def test_a_survey_lists_the_vehicles_without_tasks_and_counts_the_tasks_of_the_others(
    problem: Problem, seed: int
) -> None:
    terms, guide = compile_problem(understood(problem))
    plan, work = new_plan(terms, guide, seed), new_work(terms, guide, 10.0)
    record, entry = new_record(plan, 10.0), kernels()
    entry.load_plan(terms, plan, record.tasks, record.length)
    entry.construct(terms, guide, plan, work, record)
    entry.anneal(terms, guide, plan, work, record, 20, 20.0, 1.0)
    from solver.engines.search.kernels.moves import survey

    survey(plan, work)
    lengths = [int(plan.length[plan.row[k]]) for k in range(len(problem.vehicles))]
    idle = [k for k, length in enumerate(lengths) if length == 0]
    assert work.idle[: work.size[at.IDLE]].tolist() == idle
    assert work.size[at.LOADED] == sum(lengths)


def annealed(problem: Problem, seed: int) -> tuple[Terms, Plan]:
    """A plan after some iterations, most of which were undone."""
    terms, guide = compile_problem(problem)
    plan, work = new_plan(terms, guide, seed), new_work(terms, guide, 10.0)
    record, entry = new_record(plan, 10.0), kernels()
    entry.load_plan(terms, plan, record.tasks, record.length)
    entry.construct(terms, guide, plan, work, record)
    entry.anneal(terms, guide, plan, work, record, 100, 20.0, 1.0)
    return terms, plan


@settings(max_examples=60, deadline=None)
@given(days, st.integers(0, 2**32))
def test_what_is_priced_for_the_version_of_a_row_is_what_that_row_still_costs(
    problem: Problem, seed: int
) -> None:
    terms, plan = annealed(understood(problem), seed)
    for task, k in np.ndindex(len(problem.tasks), len(problem.vehicles)):
        entry = plan.priced[task, plan.row[k]]
        version, extra, position = entry.tolist()
        if version == plan.sums[plan.row[k], at.VERSION] and position >= 0:
            entry[0] = -1
            insertion().best_insertion(terms, plan, k, task, NEVER)
            assert entry.tolist() == [version, extra, position]


def test_a_route_that_comes_out_as_it_was_keeps_what_is_priced_for_it() -> None:
    model = Model("one")
    place = model.add_place()
    model.add_vehicle("vehicle", shift=(0, 10), start_place=place)
    model.add_task(place, duration=2, skip_price=10_000)
    model.set_travel([[0]], [[0]])
    _, plan = annealed(model.problem(), 1)
    assert plan.counter[0] > 10
    assert plan.sums[plan.row[0], at.VERSION] == 1
