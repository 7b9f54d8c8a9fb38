"""The problem: frozen data shared by every engine, the checker and the price list.

The pieces hold whatever they are given, so that a reader can collect all faults of a file before it
complains: `solver.model.validate` judges a whole problem, `solver.model.Model` builds valid ones,
and everything else in the package may rely on what `validate` demands.

Units, once for the whole package: times are integer seconds on one axis per problem, distances are
integer metres, prices are integer cost units per second, per metre or per occurrence.
`Prices.scale` says how many cost units make one unit shown to people. Factors are integers per
mille.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

IntMatrix = NDArray[np.int64]

PER_MILLE = 1000


@dataclass(frozen=True, slots=True, order=True)
class TimeWindow:
    """Closed interval [start, end] in seconds that must contain the start of a service or break."""

    start: int
    end: int

    def __contains__(self, time: object) -> bool:
        return isinstance(time, int) and self.start <= time <= self.end


@dataclass(frozen=True, slots=True)
class Place:
    """One row and column of the travel matrices; coordinates serve drawing and explanation only."""

    id: str
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class SkillNeed:
    """A skill by name and the lowest level (1-5) that is good enough."""

    skill: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class PartNeed:
    """So many pieces of a part, by name, that a task uses up."""

    part: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class KindTimes:
    """Nominal seconds on site that hold for vehicles of one kind, in place of the task's own."""

    kind: str
    duration: int
    setup: int = 0


@dataclass(frozen=True, slots=True)
class Kink:
    """From `after` seconds past the deadline on, a late second costs `per_second` units."""

    after: int
    per_second: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """A soft deadline on the start of service, priced convex and piecewise linear.

    Each second after it costs `per_second` units up to the first kink, then what the last kink
    passed says; prices never fall. Being late at all costs `step` units once.
    """

    deadline: int
    per_second: int
    kinks: tuple[Kink, ...] = ()
    step: int = 0

    def price_at(self, start: int) -> int:
        """Cost units for a service that starts then; `solver.check` prices it on its own."""
        late = start - self.deadline
        if late <= 0:
            return 0
        total, since, rate = self.step, 0, self.per_second
        for kink in self.kinks:
            if late <= kink.after:
                break
            total += rate * (kink.after - since)
            since, rate = kink.after, kink.per_second
        return total + rate * (late - since)


@dataclass(frozen=True, slots=True)
class Pin:
    """A person's decision: who serves the task, when its service starts, or both.

    A pinned task must be served. None leaves that half of the decision open.
    """

    vehicle: str | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a published plan has the task: departing from it has a price, and may have a cap."""

    vehicle: str
    start: int


@dataclass(frozen=True, slots=True)
class Task:
    """One visit to one place.

    `duration` is nominal seconds on site, before the vehicle's factor. `windows` are disjoint and
    sorted; empty means any time. No service starts before `release`. `skip_price` None means the
    task must be served. `priority` ranks tasks for people; engines read the price of skipping.

    `setup` comes on top of the duration, under the same factor, unless the vehicle is at this place
    already: from its start place, its last task or a break there. `by_kind` replaces duration and
    setup for vehicles of a kind. `demand` is brought to the task and `pickup` taken from it, per
    dimension of capacity. `parts` are used up from the vehicle's stock, and `tools`, by name, must
    be on board. A vehicle outside a non-empty `preferred_vehicles` costs `unpreferred_price` once.
    """

    id: str
    place: int
    duration: int = 0
    windows: tuple[TimeWindow, ...] = ()
    release: int | None = None
    lateness: Lateness | None = None
    skills: tuple[SkillNeed, ...] = ()
    required_vehicles: frozenset[str] | None = None
    excluded_vehicles: frozenset[str] = frozenset()
    demand: tuple[int, ...] = ()
    priority: int = 0
    skip_price: int | None = None
    pin: Pin | None = None
    setup: int = 0
    by_kind: tuple[KindTimes, ...] = ()
    pickup: tuple[int, ...] = ()
    parts: tuple[PartNeed, ...] = ()
    tools: frozenset[str] = frozenset()
    preferred_vehicles: frozenset[str] = frozenset()
    unpreferred_price: int = 0
    reference: Reference | None = None

    @property
    def mandatory(self) -> bool:
        """Whether the task itself asks to be served; `Problem.must_serve` knows vehicles' lists."""
        return self.skip_price is None or self.pin is not None

    def times_for(self, kind: str) -> tuple[int, int]:
        """Nominal seconds of service and of setup for a vehicle of this kind."""
        for times in self.by_kind:
            if times.kind == kind:
                return times.duration, times.setup
        return self.duration, self.setup


@dataclass(frozen=True, slots=True)
class Break:
    """Rest of `duration` seconds that starts in one of `windows` and overlaps no service.

    It is not owed, and no step lists it, when it can be taken outside the route: after its end
    (some window ends then or later) or before its start (some window starts `duration` earlier).

    With a `place` the vehicle drives there, and rests after its arrival: a step of the route with
    travel and metres of its own. A fixed break has one window that ends when it starts.
    """

    id: str
    duration: int
    windows: tuple[TimeWindow, ...]
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Restock:
    """A visit to a depot that a route may pay once: from then on it lacks no tool and no part.

    It comes anywhere between the start and the end of the route, begins in one of `windows` (empty
    means any time) and takes `duration` seconds, whatever the vehicle's factor. Travel, metres and
    setup know it as a place like any other. A plan may hold a visit that its route could do
    without, but no engine looks for one.
    """

    place: int
    windows: tuple[TimeWindow, ...] = ()
    duration: int = 0


@dataclass(frozen=True, slots=True)
class FrozenStop:
    """A task that has begun, at `start`, or (None) is next because the vehicle is on its way."""

    task: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class VehiclePrices:
    """What one vehicle costs, in cost units: per second, per metre, and once when it is used."""

    fixed: int = 0
    travel_second: int = 1
    working_second: int = 0
    overtime_second: int = 0
    metre: int = 0


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One technician's shift: it leaves `start_place` and returns to `end_place` inside the shift.

    A place of None means that the route begins (ends) at its first (last) task. The route may end
    up to `overtime` seconds after the shift, at a price. The demands of its tasks add up to at most
    `capacity` in every dimension; an empty capacity is unlimited. `duration_factor` and
    `travel_factor` are per mille of the nominal time, rounded half up.

    Limits of one route, None for none: `max_duration` seconds from start to end, `max_travel`
    driven seconds, `max_distance` metres, `max_tasks`. On board at the start are the parts of
    `stock` and the `tools`, nothing else: its tasks must get by with them, or those before the
    visit that `restock` allows. The route begins with the tasks of `frozen`, in that order
    and at their starts; then those of `pinned_order` come in that order, others between them or
    not. Tasks of both must be served, by this vehicle; for frozen ones, which are under way, hard
    windows, release, skills, tools and required or excluded vehicles no longer count. `kind`
    chooses among a task's `by_kind`.
    """

    id: str
    shift: TimeWindow
    start_place: int | None = None
    end_place: int | None = None
    skills: Mapping[str, int] = field(default_factory=dict)
    breaks: tuple[Break, ...] = ()
    overtime: int = 0
    capacity: tuple[int, ...] = ()
    duration_factor: int = PER_MILLE
    travel_factor: int = PER_MILLE
    profile: str = "default"
    prices: VehiclePrices = VehiclePrices()
    kind: str = ""
    stock: Mapping[str, int] = field(default_factory=dict)
    tools: frozenset[str] = frozenset()
    restock: Restock | None = None
    max_duration: int | None = None
    max_travel: int | None = None
    max_distance: int | None = None
    max_tasks: int | None = None
    frozen: tuple[FrozenStop, ...] = ()
    pinned_order: tuple[str, ...] = ()

    def has_skills(self, needs: tuple[SkillNeed, ...]) -> bool:
        """Whether each needed skill is there at its level or above."""
        return all(self.skills.get(need.skill, 0) >= need.level for need in needs)

    def can_get(self, tools: frozenset[str]) -> bool:
        """Whether each needed tool is on board, at the start or after a visit to the depot."""
        return self.restock is not None or tools <= self.tools


@dataclass(frozen=True, eq=False)
class Travel:
    """Square matrices of nominal seconds and metres; row is origin, column destination."""

    seconds: IntMatrix
    metres: IntMatrix


class Unit(StrEnum):
    """What `Prices.scale` cost units are called when they are shown."""

    NONE = ""
    MONEY = "money"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True)
class Prices:
    """The price list as people read it: cost units per unit shown, skip price by priority.

    Departing from a task's reference costs `change_vehicle` units when another vehicle serves it,
    and `change_second` for each second its start moves, either way.
    """

    scale: int = 1
    unit: Unit = Unit.NONE
    skip_by_priority: Mapping[int, int] = field(default_factory=dict)
    change_vehicle: int = 0
    change_second: int = 0


@dataclass(frozen=True, slots=True)
class Absentee:
    """Somebody who does not work: no engine sees them, explanations name them."""

    id: str
    skills: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything an engine needs; `solver.model.Model` builds it and lists every fault at once.

    At most `max_changed` tasks that have a reference may be touched: left out, served by another
    vehicle, or started more than `change_tolerance` seconds earlier or later. None: no cap.
    """

    places: tuple[Place, ...]
    tasks: tuple[Task, ...]
    vehicles: tuple[Vehicle, ...]
    travel: Mapping[str, Travel]
    prices: Prices = Prices()
    name: str = ""
    max_changed: int | None = None
    change_tolerance: int = 0
    absentees: tuple[Absentee, ...] = ()

    @cached_property
    def task_index(self) -> Mapping[str, int]:
        """Position in `tasks` by id."""
        return {task.id: index for index, task in enumerate(self.tasks)}

    @cached_property
    def vehicle_index(self) -> Mapping[str, int]:
        """Position in `vehicles` by id."""
        return {vehicle.id: index for index, vehicle in enumerate(self.vehicles)}

    @cached_property
    def frozen_on(self) -> Mapping[str, str]:
        """The vehicle whose route begins with the task, by the task's id."""
        return {stop.task: vehicle.id for vehicle in self.vehicles for stop in vehicle.frozen}

    @cached_property
    def promised_to(self) -> Mapping[str, str]:
        """The vehicle that must serve the task, frozen or in its pinned order, by the task's id."""
        ordered = {task: vehicle.id for vehicle in self.vehicles for task in vehicle.pinned_order}
        return {**ordered, **self.frozen_on}

    def must_serve(self, task: Task) -> bool:
        """Whether a plan without the task is infeasible."""
        return task.mandatory or task.id in self.promised_to

    def may_serve(self, vehicle: Vehicle, task: Task) -> bool:
        """Whether people's decisions, and then the task's own wishes, let this vehicle serve it.

        Decisions are pins and places in a `frozen` or `pinned_order`. Wishes are skills, tools that
        no visit to a depot can fetch, required and excluded vehicles; a frozen task has lost its
        say.
        """
        if task.pin is not None and task.pin.vehicle not in (None, vehicle.id):
            return False
        if self.promised_to.get(task.id, vehicle.id) != vehicle.id:
            return False
        if task.id in self.frozen_on:
            return True
        if task.required_vehicles is not None and vehicle.id not in task.required_vehicles:
            return False
        return (
            vehicle.id not in task.excluded_vehicles
            and vehicle.has_skills(task.skills)
            and vehicle.can_get(task.tools)
        )


def scaled(nominal: int, factor: int) -> int:
    """Nominal seconds times a per-mille factor, rounded half up."""
    return (nominal * factor + PER_MILLE // 2) // PER_MILLE
