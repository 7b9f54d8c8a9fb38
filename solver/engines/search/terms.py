"""From a problem to the arrays of the kernels."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from solver.engines.search.cargo import loads, supplies
from solver.engines.search.errands import (
    curfews,
    departures,
    depot,
    errand_rows,
    errands,
    opening,
    stationed,
)
from solver.engines.search.guide import guide_for
from solver.engines.search.kernels import layout as at
from solver.engines.search.kernels.layout import NEVER, NONE, Guide, Ints, Terms
from solver.engines.search.starts import Span, Starts
from solver.problem import PER_MILLE, IntMatrix, Problem, Vehicle


def compile_problem(problem: Problem) -> tuple[Terms, Guide]:
    """All arrays of a problem that `supports` has nothing against."""
    driving, paces = _Matrices(problem), _Paces(problem)
    rows = [_vehicle_row(problem, vehicle, driving, paces) for vehicle in problem.vehicles]
    vehicles, tolls = np.array(rows, dtype=np.int64), _tolls(problem)
    vehicles[:, at.TOLLED] = tolls.any(axis=0)
    moved, capacity = loads(problem)
    needs, aboard, lacks = supplies(problem)
    starts = Starts(problem)
    allowed = [starts.of(task) for task in problem.tasks]
    seconds, metres = driving.seconds(), driving.metres()
    terms = Terms(
        tasks=_task_rows(problem, allowed),
        spans=_spans(allowed),
        kinks=_kinks(problem),
        service=paces.service(),
        driving=seconds,
        metres=metres,
        driving_back=_exchanged(seconds),
        metres_back=_exchanged(metres),
        vehicles=vehicles,
        rests=errand_rows(problem),
        curfew=curfews(problem),
        departs=departures(problem),
        moved=moved,
        capacity=capacity,
        toll=tolls,
        needs=needs,
        aboard=aboard,
        lacks=lacks,
    )
    skip = [NONE if problem.must_serve(t) else (t.skip_price or 0) for t in problem.tasks]
    return terms, guide_for(terms, _able(problem), np.array(skip, dtype=np.int64))


def _task_rows(problem: Problem, allowed: Sequence[Sequence[Span]]) -> Ints:
    ranks = {name: turn for v in problem.vehicles for turn, name in enumerate(_promised(v))}
    rows = np.zeros((len(problem.tasks), at.TASK_COLUMNS), dtype=np.int64)
    for row, task, starts in zip(rows, problem.tasks, allowed, strict=True):
        late, wish = task.lateness, task.reference
        priced = problem.prices.change_second if wish is not None else 0
        row[at.PLACE] = task.place
        row[at.OPENS] = starts[0][0] if starts else NEVER
        row[at.CLOSES] = starts[-1][1] if starts else NONE
        row[at.DEADLINE] = NEVER if late is None else late.deadline
        row[at.RATE] = 0 if late is None else late.per_second
        row[at.STEP] = 0 if late is None else late.step
        row[at.KINKS] = 0 if late is None else len(late.kinks)
        row[at.SPANS] = len(starts)
        row[at.WISH] = wish.start if wish is not None and priced else NEVER
        row[at.WISH_RATE] = priced
        row[at.PUNCTUAL] = min(row[at.DEADLINE], row[at.WISH])
        row[at.RANK] = ranks.get(task.id, -1)
    return rows


def _promised(vehicle: Vehicle) -> list[str]:
    """Tasks of one vehicle in the order in which it must serve them."""
    return [stop.task for stop in vehicle.frozen] + list(vehicle.pinned_order)


def _vehicle_row(
    problem: Problem, vehicle: Vehicle, driving: "_Matrices", paces: "_Paces"
) -> list[int]:
    nowhere = len(problem.places)
    row, prices = [0] * at.VEHICLE_COLUMNS, vehicle.prices
    moves = problem.prices.change_second > 0 and any(task.reference for task in problem.tasks)
    row[at.START] = nowhere if vehicle.start_place is None else vehicle.start_place
    row[at.END] = nowhere if vehicle.end_place is None else vehicle.end_place
    row[at.OPENING] = opening(vehicle)
    row[at.SHIFT_END] = vehicle.shift.end
    row[at.OVERTIME_PRICE] = prices.overtime_second
    row[at.FIXED] = prices.fixed
    row[at.TRAVEL_PRICE] = prices.travel_second
    row[at.METRE_PRICE] = prices.metre
    row[at.WORK_PRICE] = prices.working_second
    row[at.HURRY] = max(1, prices.travel_second + prices.working_second)
    row[at.DRIVING] = driving.index(vehicle)
    row[at.METRES] = driving.profile(vehicle)
    row[at.PACE] = paces.index(vehicle)
    row[at.RESTS] = len(errands(vehicle))
    row[at.MOST_TASKS] = NEVER if vehicle.max_tasks is None else vehicle.max_tasks
    row[at.LIMITED] = vehicle.max_travel is not None or vehicle.max_distance is not None
    row[at.MOST_DRIVEN] = NEVER if vehicle.max_travel is None else vehicle.max_travel
    row[at.MOST_METRES] = NEVER if vehicle.max_distance is None else vehicle.max_distance
    row[at.LONGEST] = NEVER if vehicle.max_duration is None else vehicle.max_duration
    row[at.STATIONED], row[at.DEPOT] = stationed(vehicle), depot(vehicle)
    paid = prices.working_second > 0 or vehicle.max_duration is not None
    row[at.FLEXIBLE] = paid or row[at.STATIONED] > 0
    row[at.WISHES] = moves
    patient = vehicle.max_duration is None and prices.working_second <= problem.prices.change_second
    row[at.PATIENT] = moves and patient
    row[at.ORDERED] = bool(vehicle.frozen or vehicle.pinned_order)
    row[at.FROZEN] = len(vehicle.frozen)
    return row


def _spans(starts: Sequence[Sequence[tuple[int, int]]]) -> Ints:
    """Pairs by task, filled up with spans that contain nothing."""
    width = max((len(pairs) for pairs in starts), default=1)
    spans = np.empty((len(starts), max(1, width), 2), dtype=np.int64)
    spans[..., 0], spans[..., 1] = NEVER, NONE
    for task, pairs in enumerate(starts):
        for w, pair in enumerate(pairs):
            spans[task, w] = pair
    return spans


def _kinks(problem: Problem) -> Ints:
    steps = [() if task.lateness is None else task.lateness.kinks for task in problem.tasks]
    kinks = np.zeros((len(steps), max((len(k) for k in steps), default=0), 2), dtype=np.int64)
    for task, found in enumerate(steps):
        for i, kink in enumerate(found):
            kinks[task, i] = kink.after, kink.per_second
    return kinks


def _tolls(problem: Problem) -> Ints:
    """What it costs that a vehicle serves a task: a wish not granted, a promise broken."""
    tolls = np.zeros((len(problem.tasks), len(problem.vehicles)), dtype=np.int64)
    for row, task in zip(tolls, problem.tasks, strict=True):
        for k, vehicle in enumerate(problem.vehicles):
            if task.preferred_vehicles and vehicle.id not in task.preferred_vehicles:
                row[k] += task.unpreferred_price
            if task.reference is not None and task.reference.vehicle != vehicle.id:
                row[k] += problem.prices.change_vehicle
    return tolls


def _able(problem: Problem) -> NDArray[np.bool_]:
    """Who may serve what; tasks that ask for the same are asked about once."""
    known: dict[tuple[object, ...], list[bool]] = {}
    rows = []
    for task in problem.tasks:
        promised = task.id if task.id in problem.promised_to else None
        wishes = task.skills, task.tools, task.required_vehicles, task.excluded_vehicles
        key = (wishes, task.pin, promised)
        if key not in known:
            known[key] = [problem.may_serve(vehicle, task) for vehicle in problem.vehicles]
        rows.append(known[key])
    return np.array(rows, dtype=np.bool_).reshape(len(problem.tasks), len(problem.vehicles))


def _exchanged(matrices: NDArray[np.int32]) -> NDArray[np.int32]:
    """Each matrix with origin and destination exchanged; the same if that changes nothing."""
    back = np.ascontiguousarray(matrices.transpose(0, 2, 1))
    return matrices if np.array_equal(back, matrices) else back


class _Matrices:
    """One matrix of scaled seconds per profile and factor, one of metres per profile.

    Each has one row and column more than the problem: nowhere, next door to every place.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._profiles = list(dict.fromkeys(v.profile for v in problem.vehicles))
        self._kinds = list(dict.fromkeys((v.profile, v.travel_factor) for v in problem.vehicles))

    def index(self, vehicle: Vehicle) -> int:
        return self._kinds.index((vehicle.profile, vehicle.travel_factor))

    def profile(self, vehicle: Vehicle) -> int:
        return self._profiles.index(vehicle.profile)

    def seconds(self) -> NDArray[np.int32]:
        travel = self._problem.travel
        return self._stack([_scaled(travel[name].seconds, f) for name, f in self._kinds])

    def metres(self) -> NDArray[np.int32]:
        return self._stack([self._problem.travel[name].metres for name in self._profiles])

    def _stack(self, matrices: Sequence[IntMatrix]) -> NDArray[np.int32]:
        size = len(self._problem.places) + 1
        stack = np.zeros((len(matrices), size, size), dtype=np.int32)
        for layer, matrix in zip(stack, matrices, strict=True):
            layer[:-1, :-1] = matrix
        return stack


class _Paces:
    """Seconds on site by pace: the vehicle's duration factor and kind."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._kinds = list(dict.fromkeys((v.duration_factor, v.kind) for v in problem.vehicles))

    def index(self, vehicle: Vehicle) -> int:
        return self._kinds.index((vehicle.duration_factor, vehicle.kind))

    def service(self) -> Ints:
        """Without and with setup, by pace and task."""
        nominal = np.array(
            [[task.times_for(kind) for task in self._problem.tasks] for _, kind in self._kinds],
            dtype=np.int64,
        ).reshape(len(self._kinds), len(self._problem.tasks), 2)
        nominal[..., 1] += nominal[..., 0]
        factors = np.array([factor for factor, _ in self._kinds], dtype=np.int64)
        return np.ascontiguousarray(_scaled(nominal, factors[:, None, None]).transpose(0, 2, 1))


def _scaled(nominal: Ints, factor: int | Ints) -> Ints:
    """Times a per-mille factor, rounded half up."""
    scaled: Ints = (nominal.astype(np.int64) * factor + PER_MILLE // 2) // PER_MILLE
    return scaled
