"""Stopping criteria: pure functions of a snapshot, so one object serves any number of searches.

Join them with `|` (whichever fires first) and `&` (all have to fire):
`MaxRuntime(60) | NoImprovement(seconds=10)`.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from solver.progress import Snapshot

N = TypeVar("N", int, float)


class StopReason(StrEnum):
    """Why a search ended."""

    MAX_RUNTIME = "max_runtime"
    MAX_ITERATIONS = "max_iterations"
    NO_IMPROVEMENT = "no_improvement"
    CANCELLED = "cancelled"
    FINISHED = "finished"
    ENGINE_FAILED = "engine_failed"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds within which a criterion fires for certain; None means that it promises nothing.

    Engines that run on their own between two snapshots are given these: how long they may go on,
    and how long they may do so without showing a better plan.
    """

    seconds: float | None = None
    iterations: int | None = None
    idle_iterations: int | None = None
    idle_seconds: float | None = None


class Criterion(ABC):
    """Decides from a snapshot alone whether a search should end."""

    @abstractmethod
    def fired(self, snapshot: Snapshot) -> StopReason | None:
        """Return the reason to stop now, or None to go on."""

    @property
    @abstractmethod
    def limits(self) -> Limits:
        """Bounds within which this criterion fires for certain."""

    def __or__(self, other: "Criterion") -> "Criterion":
        return AnyOf(self, other)

    def __and__(self, other: "Criterion") -> "Criterion":
        return AllOf(self, other)


@dataclass(frozen=True, slots=True)
class MaxRuntime(Criterion):
    """Stop `seconds` after `solve` was called, start-up included. Zero allows one quick plan."""

    seconds: float

    def __post_init__(self) -> None:
        if not self.seconds >= 0:
            raise ValueError(f"MaxRuntime needs seconds >= 0, got {self.seconds}")

    def fired(self, snapshot: Snapshot) -> StopReason | None:
        """Fire from `seconds` on."""
        return StopReason.MAX_RUNTIME if snapshot.elapsed >= self.seconds else None

    @property
    def limits(self) -> Limits:
        """The seconds."""
        return Limits(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class MaxIterations(Criterion):
    """Stop after `iterations` plans were looked at; one thread and one seed repeat the run."""

    iterations: int

    def __post_init__(self) -> None:
        if self.iterations < 0:
            raise ValueError(f"MaxIterations needs iterations >= 0, got {self.iterations}")

    def fired(self, snapshot: Snapshot) -> StopReason | None:
        """Fire from the given iteration on."""
        return StopReason.MAX_ITERATIONS if snapshot.iterations >= self.iterations else None

    @property
    def limits(self) -> Limits:
        """The iterations."""
        return Limits(iterations=self.iterations)


@dataclass(frozen=True, slots=True)
class NoImprovement(Criterion):
    """Stop when the best plan has stood for `seconds`, or for `iterations`, whichever is given.

    With both, the first to pass fires. It never fires before there is a plan.
    """

    seconds: float | None = None
    iterations: int | None = None

    def __post_init__(self) -> None:
        if self.seconds is None and self.iterations is None:
            raise ValueError("NoImprovement needs seconds, iterations or both")
        for name in ("seconds", "iterations"):
            value = getattr(self, name)
            if value is not None and not value > 0:
                raise ValueError(f"NoImprovement needs {name} > 0, got {value}")

    def fired(self, snapshot: Snapshot) -> StopReason | None:
        """Fire when a bound on idling has passed."""
        if snapshot.cost is None:
            return None
        waited = self.seconds is not None and snapshot.idle_seconds >= self.seconds
        tried = self.iterations is not None and snapshot.idle_iterations >= self.iterations
        return StopReason.NO_IMPROVEMENT if waited or tried else None

    @property
    def limits(self) -> Limits:
        """How long nothing better may be shown; that promises no total."""
        return Limits(idle_iterations=self.iterations, idle_seconds=self.seconds)


class AnyOf(Criterion):
    """Fires as soon as one of its criteria does."""

    def __init__(self, *criteria: Criterion) -> None:
        self.criteria = criteria

    def fired(self, snapshot: Snapshot) -> StopReason | None:
        """Return the reason of the first criterion that fires."""
        reasons = (criterion.fired(snapshot) for criterion in self.criteria)
        return next((reason for reason in reasons if reason is not None), None)

    @property
    def limits(self) -> Limits:
        """The tightest bound of any part."""
        return _join([part.limits for part in self.criteria], every=False)


class AllOf(Criterion):
    """Fires when all of its criteria do."""

    def __init__(self, *criteria: Criterion) -> None:
        self.criteria = criteria

    def fired(self, snapshot: Snapshot) -> StopReason | None:
        """Return the last criterion's reason when every criterion fires."""
        reasons = [criterion.fired(snapshot) for criterion in self.criteria]
        return reasons[-1] if all(reason is not None for reason in reasons) else None

    @property
    def limits(self) -> Limits:
        """The loosest bound, where every part has one."""
        return _join([part.limits for part in self.criteria], every=True)


def _join(limits: list[Limits], *, every: bool) -> Limits:
    def pick(values: Sequence[N | None]) -> N | None:
        known = [value for value in values if value is not None]
        if not known or (every and len(known) < len(values)):
            return None
        return max(known) if every else min(known)

    return Limits(
        seconds=pick([limit.seconds for limit in limits]),
        iterations=pick([limit.iterations for limit in limits]),
        idle_iterations=pick([limit.idle_iterations for limit in limits]),
        idle_seconds=pick([limit.idle_seconds for limit in limits]),
    )
