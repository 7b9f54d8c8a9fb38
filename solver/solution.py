"""The answer: routes with times, and what stays unserved with its reason.

A solution carries its own times and its claimed cost; `solver.check` believes neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class StepKind(StrEnum):
    """A route is START, then TASK, BREAK and at most one RESTOCK in any order, then END."""

    START = "start"
    TASK = "task"
    BREAK = "break"
    RESTOCK = "restock"
    END = "end"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a vehicle does.

    `arrival` is when it reaches the place, `start` and `end` bound service or rest (seconds). START
    and END have arrival = start = end; where the vehicle has no start (end) place, theirs is None
    or that of the first (last) step with a place. A TASK's service includes its setup.

    A BREAK without a place stops the clock of the leg or wait it falls in: its arrival equals its
    start and it carries no leg. A break with a place is driven to like a task, and so is the depot
    of a RESTOCK, which has no id. `travel` and `metres` belong to the leg from the previous place
    to this one, breaks on the way not counted.
    """

    kind: StepKind
    arrival: int
    start: int
    end: int
    id: str = ""
    place: int | None = None
    travel: int = 0
    metres: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """Ordered day of one vehicle, from START to END. An unused vehicle has no route."""

    vehicle: str
    steps: tuple[Step, ...]

    @property
    def tasks(self) -> tuple[str, ...]:
        """Ids of the tasks served, in order."""
        return tuple(step.id for step in self.steps if step.kind is StepKind.TASK)

    @property
    def start(self) -> int:
        """When the vehicle leaves, in seconds."""
        return self.steps[0].start

    @property
    def end(self) -> int:
        """When the vehicle is back, in seconds."""
        return self.steps[-1].end

    @property
    def duration(self) -> int:
        """Seconds from start to end, waiting and breaks included."""
        return self.end - self.start


class ReasonCode(StrEnum):
    """Why a task is not served; each is derived by `solver.explain`."""

    SKILL = "skill"
    EXCLUDED = "excluded"
    WINDOW = "window"
    SHIFT = "shift"
    TOO_FAR = "too_far"
    CAPACITY = "capacity"
    DAY_FULL = "day_full"
    DISPLACED = "displaced"
    PIN = "pin"
    OFF = "off"
    PART = "part"
    TOOL = "tool"
    LIMIT = "limit"
    CHANGE = "change"
    NO_VEHICLES = "no_vehicles"
    NOT_TRIED = "not_tried"


class ActionCode(StrEnum):
    """What a person can do so that a task is served; each mends one kind of reason."""

    TRAIN = "train"
    CALL_IN = "call_in"
    ALLOW = "allow"
    MOVE_WINDOW = "move_window"
    EXTEND_SHIFT = "extend_shift"
    ADD_CAPACITY = "add_capacity"
    STOCK = "stock"
    EQUIP = "equip"
    UNPIN = "unpin"
    PIN = "pin"
    LIFT_LIMIT = "lift_limit"
    SKIP_OTHER = "skip_other"
    RAISE_CAP = "raise_cap"
    SEARCH_LONGER = "search_longer"


@dataclass(frozen=True, slots=True)
class Action:
    """A possible action: what `details` name and count, taken, lets the task be served."""

    code: ActionCode
    sentence: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """A code for machines, numbers and names behind it, and an English sentence for people."""

    code: ReasonCode
    sentence: str
    details: Mapping[str, object] = field(default_factory=dict)
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A task no route serves; the reason is added by `solver.explain`."""

    task: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class CostTerms:
    """The objective, term by term, in cost units. `total` is what engines minimise."""

    skipped: int = 0
    lateness: int = 0
    overtime: int = 0
    working: int = 0
    travel: int = 0
    distance: int = 0
    fixed: int = 0
    preference: int = 0
    change: int = 0

    @property
    def total(self) -> int:
        """Sum of all terms."""
        return (
            self.skipped + self.lateness + self.overtime + self.working
            + self.travel + self.distance + self.fixed + self.preference + self.change
        )  # fmt: skip

    def __add__(self, other: "CostTerms") -> "CostTerms":
        return CostTerms(*(getattr(self, n) + getattr(other, n) for n in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class Solution:
    """A plan and the cost it claims; each task is in one route or among the unassigned."""

    routes: tuple[Route, ...] = ()
    unassigned: tuple[Unassigned, ...] = ()
    cost: int = 0
